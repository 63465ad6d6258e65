'use strict';

const { WebSocketServer } = require('ws');
const nicknamesOf = require('./nicknames');

const server = require('http').createServer();
const rooms = new Map();

function membersOf(room) {
  if (!rooms.has(room)) {
    rooms.set(room, new Set());
  }
  return rooms.get(room);
}

new WebSocketServer({ server, path: '/chat' }).on('connection', (socket, request) => {
  const room = new URL(request.url, 'ws://localhost').searchParams.get('room');
  const members = membersOf(room);
  const nicknames = nicknamesOf(room);
  let own;
  const say = (event, data) => {
    const text = JSON.stringify({ event, data });
    for (const member of members) {
      member.send(text);
    }
  };
  const answer = (ack, msg) => {
    if (ack !== undefined) {
      socket.send(JSON.stringify({ ack, data: { msg } }));
    }
  };
  const events = {
    message({ nickname, msg }) {
      say('message', { nickname, msg });
    },
    nickname(nickname, ack) {
      if (!nicknames.claim(nickname)) {
        answer(ack, '昵称已经存在');
        return;
      }
      own = nickname;
      answer(ack, 'ok');
      say('nicknames', nicknames.list());
    },
  };
  members.add(socket);
  socket.send(JSON.stringify({ event: 'nicknames', data: nicknames.list() }));
  socket.on('message', (text) => {
    const { event, data, ack } = JSON.parse(text);
    events[event](data, ack);
  });
  socket.on('close', () => {
    members.delete(socket);
    if (own !== undefined) {
      nicknames.free(own);
      say('nicknames', nicknames.list());
    }
  });
});

require('./control')(server);
