// Each combination in a room of its own, with one other who is there all the time.
'use strict';

const { each, Client, occupant, story, until } = require('./clients');

story((request) => each(request, async (combination) => {
  const { url, other, texts } = request;
  const query = { room: combination.room };
  const peer = await occupant(url, other, query, 'peer');
  const client = new Client(url, combination, query);
  await client.sees('nicknames');
  await client.ask('nickname', 'PEER');
  await client.ask('nickname', '新人');
  await client.sees('nicknames', (nicknames) => nicknames.length === 2);
  for (const text of texts) {
    await client.ask('message', { nickname: 'somebody else', msg: text });
  }
  texts.forEach((text) => peer.say(text));
  for (const one of [peer, client]) {
    await until('all messages', () => one.texts.length >= 2 * texts.length);
  }
  await client.ask('leave');
  for (const one of [peer, client]) {
    await one.sees('nicknames', () => one.all('nicknames').at(-1).length === 1);
  }
  const { transcript, transport } = client;
  return { transcript, transport, peer: peer.transcript };
}));
