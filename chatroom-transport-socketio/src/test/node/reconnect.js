// Clients go and come back, and the server goes and comes back.
'use strict';

const { each, Client, meanwhile, occupant, story, until } = require('./clients');

story(async ({ url, other, combinations, room }) => {
  const clients = combinations.map((combination) => new Client(url, combination, { room }).resuming());
  const all = (what) => Promise.all(clients.map((client) => client.sees(...what)));
  await all(['nicknames']);
  await meanwhile('say one');
  await all(['message', ({ msg }) => msg === 'one']);

  clients.forEach((client) => client.socket.disconnect());
  // What was on its way when a client said goodbye still reaches it.
  await meanwhile('say two when all are gone');
  clients.forEach((client) => client.socket.connect());
  await all(['message', ({ msg }) => msg === 'two']);

  await meanwhile('restart, and say three');
  await all(['message', ({ msg }) => msg === 'three']);
  await meanwhile('say four');
  await all(['message', ({ msg }) => msg === 'four']);
  return each({ combinations }, async ({ index }) => ({ transcript: clients[index].transcript }));
});
