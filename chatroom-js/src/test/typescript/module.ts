// What a page may write, and, where an error is expected, what it may not.
import { connect, type Chat, type ConnectError, type Message, type Refusal } from './chatroom';

const chat: Chat = connect({
  url: new URL('https://chat.example/chat'),
  room: new URLSearchParams(location.search).get('room'),
  token: sessionStorage.getItem('token'),
  presence: 'delta',
  query: { jwt: 'x', version: 2 },
  queue: { max: 10 },
  maxMessageBytes: 64_000,
  reconnect: { minDelayMs: 100, maxDelayMs: 1_000, steadyMs: 500 },
  probe: { silentMs: 1_000, answerMs: 500 },
  WebSocket,
});
connect();
connect({ reconnect: false });

chat
  .on('connect', () => chat.emit('nickname', 'tom', (answer) => {
    if (answer.code === undefined) {
      const granted: string = answer.nickname;
      const token: string | undefined = answer.token;
      console.log(granted, token);
    } else {
      const refusal: Refusal = answer;
      console.log(refusal.msg, refusal.retryAfter);
    }
  }))
  .on('message', ({ nickname, msg, id, time }) => console.log(nickname, msg, id, time))
  .on('history', (messages: Message[]) => console.log(messages.length))
  .on('disconnect', ({ code, reason, willReconnect }) => console.log(code + 1, reason, willReconnect))
  .on('disconnect', ({ reconnect }) => reconnect === false)
  .on('connect_error', (error: ConnectError) => console.log(error.code === 'room_unknown', error.event === 'connect'))
  .on('refused', ({ event, code }) => console.log(event?.length, code === 'too_large'))
  .on('self', ({ nickname }) => console.log(nickname?.length))
  .on('left', ({ reason }) => reason === 'kicked')
  .on('an event of a later version', (data) => console.log(data));

chat.emit('message', { msg: 'hi' });
chat.emit('message', { msg: 'hi', key: '1' }, (answer) => answer.code ?? answer.id.length);
chat.emit('leave');
chat.emit('leave', (answer) => answer.msg);
chat.emit('history', { limit: 10 }, (answer) => answer.code ?? answer.messages[0]?.nickname);
chat.emit('unban', { address: '203.0.113.7' }).emit('access', { moderated: true });
chat.close().open();
sessionStorage.setItem('since', chat.since ?? '');

// @ts-expect-error: a message is no text
chat.emit('message', 'hi');
// @ts-expect-error: nobody takes this
chat.emit('massage', { msg: 'hi' });
// @ts-expect-error: a nickname is needed
chat.emit('nickname');
// @ts-expect-error: there is no such role
chat.emit('role', { nickname: 'tom', role: 'king' });
// @ts-expect-error: a list has no text
chat.on('nicknames', (nicknames) => nicknames.msg);
// @ts-expect-error: a message is no number
chat.on('message', (message: number) => message);
// @ts-expect-error: the client says it
chat.connected = true;
// @ts-expect-error: misspelt
connect({ rooms: 'dev' });
