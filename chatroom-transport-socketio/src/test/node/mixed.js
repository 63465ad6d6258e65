// All combinations in one room, while two of them talk without waiting for anything.
'use strict';

const { Client, occupant, story, until } = require('./clients');

story(async ({ url, room, combinations, senders, text, messages }) => {
  const clients = combinations.map((combination) => new Client(url, combination, { room }));
  await Promise.all(clients.map((client) => client.sees('nicknames')));
  const talkers = await Promise.all(senders.map((sender, i) => occupant(url, sender, { room }, `sender${i}`)));
  for (let n = 0; n < messages; n++) {
    talkers.forEach((talker) => talker.say(`${text}${n}`));
  }
  const all = [...clients, ...talkers];
  for (const one of all) {
    await until(`all messages; seen are ${one.texts.length}`, () => one.texts.length >= messages * talkers.length);
  }
  return all.map((one, i) => ({
    combination: i < combinations.length ? `${combinations[i].generation} ${combinations[i].way}` : `sender${i - combinations.length}`,
    messages: one.all('message'),
    problems: one.problems,
    transport: one.transport,
  }));
});
