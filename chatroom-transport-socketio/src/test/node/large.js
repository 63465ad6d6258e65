// The longest messages there may be, both ways, and some that are too long.
'use strict';

const { each, occupant, story, until } = require('./clients');

story((request) => each(request, async (combination) => {
  const { url, other, texts, tooLong } = request;
  const query = { room: combination.room };
  const peer = await occupant(url, other, query, 'peer');
  const client = await occupant(url, combination, query, 'client');
  const refusals = [];
  for (const text of tooLong) {
    refusals.push(await client.ask('message', { msg: text }));
  }
  for (const text of texts) {
    // One at a time: what is sent at once over polling is one body, which has its own bound.
    await client.ask('message', { msg: text });
  }
  texts.forEach((text) => peer.say(text));
  for (const one of [peer, client]) {
    await until('all messages', () => one.texts.length >= 2 * texts.length);
  }
  const { texts: seen, problems } = client;
  client.socket.disconnect();
  peer.socket.disconnect();
  return { seen, peer: peer.texts, problems, refusals };
}));
