'use strict';

const nicknamesOf = require('./nicknames');

// The tutorial's chat on a Socket.IO server of any version. It has one room, as the tutorial, or
// those that clients ask for.
module.exports = function chat(io) {
  io.on('connection', (socket) => {
    const { room } = socket.handshake.query;
    const all = () => (room ? io.to(room) : io);
    const nicknames = nicknamesOf(room);
    let own;
    if (room) {
      socket.join(room);
    }
    socket.emit('nicknames', nicknames.list());
    socket.on('nickname', (nickname, answer) => {
      if (!nicknames.claim(nickname)) {
        answer?.({ msg: '昵称已经存在' });
        return;
      }
      own = nickname;
      answer?.({ msg: 'ok' });
      all().emit('nicknames', nicknames.list());
    });
    socket.on('message', ({ nickname, msg }) => {
      all().emit('message', { nickname, msg });
    });
    socket.on('disconnect', () => {
      if (own !== undefined) {
        nicknames.free(own);
        all().emit('nicknames', nicknames.list());
      }
    });
  });
};
