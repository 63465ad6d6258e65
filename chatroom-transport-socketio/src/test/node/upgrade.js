// Many clients of one generation move from polling to a WebSocket at once, in a room where somebody talks
// without a pause, or nobody says a word.
'use strict';

const { Client, each, occupant, story, until } = require('./clients');

const UNDER_WAY = 5;

story((request) => each(request, async (combination) => {
  const { url, other, upgrades, busy } = request;
  const { room } = combination;
  const peer = await occupant(url, other, { room }, 'peer');
  await peer.ask('message', { msg: '0' });
  await peer.sees('message');
  const [{ id: since }] = peer.all('message');

  let said = 1;
  let silent = !busy;
  const talk = () => {
    while (!silent && said - peer.all('message').length < UNDER_WAY) {
      peer.say(`${said++}`);
    }
    return silent || setImmediate(talk);
  };
  talk();
  const clients = [];
  for (let i = 0; i < upgrades; i++) {
    clients.push(new Client(url, combination, { room, since }));
    await clients[i].sees('connect');
  }
  await until('all upgrades', () => clients.every(({ transport }) => transport === 'websocket'))
    .catch((error) => { throw new Error(`${error.message}: ${clients.map(({ transport }) => transport)}`); });
  silent = true;
  await peer.ask('message', { msg: 'the end' });
  for (const client of [peer, ...clients]) {
    await client.sees('message', ({ msg }) => msg === 'the end');
  }
  const answers = await Promise.all(clients.map((client, i) => client.ask('nickname', `tom${i}`)));
  [peer, ...clients].forEach(({ socket }) => socket.disconnect());
  return {
    expected: peer.texts.slice(1),
    clients: clients.map(({ texts, problems }) => ({ texts, problems: problems.filter(([event]) => event !== 'disconnect') })),
    answers: answers.map(({ msg }) => msg),
  };
}));
