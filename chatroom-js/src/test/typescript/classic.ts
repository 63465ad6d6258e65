// A classic script has the same as a global.
const chat: chatroom.Chat = chatroom.connect({ room: 'dev' });
chat.on('subject', ({ subject, by }) => console.log(subject, by));
