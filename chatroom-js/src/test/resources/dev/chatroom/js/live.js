// A chat with a real server: what it heard, and what it was answered.
const world = {
  heard: [],
  answers: [],

  start(nickname) {
    // A slow computer is no dead connection.
    world.chat = world.connect({ reconnect: { minDelayMs: 10, maxDelayMs: 40 }, probe: { answerMs: 60_000 } });
    world.chat.on('connect', () => {
      world.chat.emit('nickname', nickname, (answer) => {
        world.nickname = answer.nickname;
      });
    });
    world.chat.on('disconnect', () => {
      world.nickname = undefined;
    });
    world.chat.on('message', ({ nickname, msg }) => world.heard.push(`${nickname}: ${msg}`));
    world.chat.on('reset', () => world.heard.push('reset'));
  },

  say(msg) {
    world.chat.emit('message', { msg }, (answer) => world.answers.push(answer.msg));
  },
};
