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
  const { url, port, other, combinations, room, messages, cuts, seed } = request;
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

  // How long a client takes to come back is its own affair: the talk lasts until each was cut as often as asked.
  const spared = ({ client, cuts: had }) => had < cuts || client.all('connect').length < 2;
  let said = 1;
  for (; said < messages || (said < 20 * messages && followers.some(spared)); said++) {
    for (const follower of followers) {
      if (random() < 0.05) {
        setTimeout(() => { follower.cuts += follower.relay.cut() ? 1 : 0; }, 10 * random());
      }
    }
    await peer.ask('message', { msg: `${said}` });
    await new Promise((resolve) => setTimeout(resolve, 10 * random()));
  }
  return each(request, async ({ index }) => {
    const { client, cuts: had } = followers[index];
    await client.sees('message', ({ msg }) => msg === `${said - 1}`);
    return {
      said, texts: client.texts, resets: client.all('reset'), connects: client.all('connect').length, cuts: had,
    };
  });
});
