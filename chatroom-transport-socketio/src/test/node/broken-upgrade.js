// The WebSocket by which a client tries to leave polling is cut: before the client knows that it works, or
// when the client has left polling and the server does not know.
'use strict';

const { Client, each, occupant, story, until } = require('./clients');
const { Relay } = require('./relay');

/** Cuts the first WebSocket instead of passing on the n-th piece that one side sends in it. */
function cutting(side, piece) {
  const relay = new Relay((connection) => {
    let isWebSocket = false;
    let pieces = 0;
    const pass = connection[side];
    connection[side] = (data) => {
      if (isWebSocket && ++pieces === piece && !relay.done) {
        relay.done = true;
        connection.cut();
      } else {
        pass(data);
      }
    };
    connection.client.once('data', (data) => { isWebSocket = /^GET [^\r]*transport=websocket/.test(data.toString('latin1')); });
  });
  return relay;
}

const ACCIDENTS = {
  // The answer to the handshake comes before it.
  'before 3probe': () => cutting('toClient', 2),
  // The request for the WebSocket and 2probe come before it.
  'before 5': () => cutting('toServer', 3),
};

story((request) => each(request, async (combination) => {
  const { url, port, other, accident, messages } = request;
  const query = { room: combination.room };
  const peer = await occupant(url, other, query, 'peer');
  const relay = ACCIDENTS[accident]();
  await peer.ask('message', { msg: 'first' });
  await peer.sees('message');
  query.since = peer.all('message')[0].id;
  const client = new Client(await relay.listen(port), combination, query).resuming();
  await client.sees('connect');
  for (let n = 0; n < messages; n++) {
    await peer.ask('message', { msg: `${n}` });
  }
  await until('the accident', () => relay.done);
  await client.sees('message', ({ msg }) => msg === `${messages - 1}`);
  const answer = await client.ask('nickname', 'client');
  await peer.ask('message', { msg: 'the end' });
  await client.sees('message', ({ msg }) => msg === 'the end');
  const { texts, transport } = client;
  return { texts, transport, answer: answer.msg, connects: client.all('connect').length };
}));
