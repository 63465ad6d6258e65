// Connections are cut while somebody talks; who lost one comes back by itself.
'use strict';

const { Client, each, occupant, story } = require('./clients');
const { Relay } = require('./relay');

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

story(async (request) => {
  const { url, port, other, combinations, room, messages, seed } = request;
  const random = randomFrom(seed);
  const followers = await Promise.all(combinations.map(async (combination) => {
    const relay = new Relay();
    // What stands for XHR under Node tries a request again, and hangs in it, where a kept connection breaks.
    const client = new Client(await relay.listen(port), combination, { room }, { agent: false }).resuming();
    return { client, relay, cuts: 0 };
  }));
  const peer = await occupant(url, other, { room }, 'peer');
  await Promise.all(followers.map(({ client }) => client.sees('nicknames')));
  await peer.ask('message', { msg: '0' });
  await Promise.all(followers.map(({ client }) => client.sees('message')));

  for (let n = 1; n < messages; n++) {
    for (const follower of followers) {
      if (random() < 0.05) {
        setTimeout(() => { follower.cuts += follower.relay.cut() ? 1 : 0; }, 10 * random());
      }
    }
    await peer.ask('message', { msg: `${n}` });
    await new Promise((resolve) => setTimeout(resolve, 10 * random()));
  }
  return each(request, async ({ index }) => {
    const { client, cuts } = followers[index];
    await client.sees('message', ({ msg }) => msg === `${messages - 1}`);
    return { texts: client.texts, resets: client.all('reset'), connects: client.all('connect').length, cuts };
  });
});
