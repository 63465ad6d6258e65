// What each generation has its own way of saying.
'use strict';

const { Client, each, occupant, story } = require('./clients');

story((request) => each(request, async (combination) => {
  const { url, other } = request;
  const { room } = combination;
  const peer = await occupant(url, other, { room }, 'peer');

  const stranger = new Client(url, combination, { room: 'nowhere' });
  await stranger.sees(combination.isNewer ? 'connect_error' : 'error');
  stranger.socket.disconnect();

  const client = combination.isNewer
    ? new Client(url, combination, {}, { auth: { room, presence: 'delta' } })
    : new Client(url, combination, { room });
  await client.sees('nicknames');
  const elsewhere = client.socket.io.socket('/elsewhere');
  client.note(elsewhere, 'elsewhere ');
  await client.sees(combination.isNewer ? 'elsewhere connect_error' : 'elsewhere error');

  await client.ask('nickname', 'client');
  await client.ask('message', { msg: Buffer.from([0, 1, 254, 255]) });
  await client.ask('message', Buffer.alloc(100_000, 7));
  client.socket.emit('message', { msg: [Buffer.alloc(3), Buffer.alloc(0)] });
  await client.sees('refused');
  await client.ask('message', { msg: 'half a pair: \ud83d' });
  await client.ask('no such event');
  await client.ask('message', { msg: 'the end' });
  for (const one of [peer, client]) {
    await one.sees('message', ({ msg }) => msg === 'the end');
  }
  const report = { stranger: stranger.transcript, transcript: client.transcript, peer: peer.texts };
  return report;
}));
