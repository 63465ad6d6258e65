// Socket.IO's own clients, and what the stories do with them. A story reads a line of JSON, its request, and
// prints a line of JSON for each report. It waits for what it expects, and fails when that does not come.
'use strict';

// Before the clients, which look for a page when they are loaded.
require('./page');
const http = require('http');
const readline = require('readline');

const PATIENCE_MILLIS = 30_000;

const agent = new http.Agent({ keepAlive: true });

const WAYS = {
  websocket: { transports: ['websocket'] },
  polling: { transports: ['polling'], agent },
  upgrade: { transports: ['polling', 'websocket'] },
  base64: { transports: ['polling'], forceBase64: true },
  jsonp: { transports: ['polling'], forceJSONP: true },
  'jsonp-upgrade': { transports: ['polling', 'websocket'], forceJSONP: true },
};

const EVENTS = ['connect', 'nicknames', 'history', 'message', 'reset', 'refused', 'closed',
  'disconnect', 'connect_error', 'error'];

/** A client of some generation on some way of transport. It notes all that it sees, in order. */
class Client {
  constructor(url, { generation, way }, query, options = {}) {
    this.query = query;
    this.transcript = [];
    this.socket = require(generation).connect(url,
      { ...WAYS[way], forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 100, query, ...options });
    this.note(this.socket);
  }

  note(socket, prefix = '') {
    EVENTS.forEach((event) => socket.on(event, (data) =>
      this.transcript.push([prefix + event, data instanceof Error ? { message: data.message, data: data.data } : data])));
  }

  /** After a lost connection it comes back with the id of the last message that it saw. */
  resuming() {
    this.socket.on('message', ({ id }) => { this.socket.io.opts.query = { ...this.query, since: id }; });
    return this;
  }

  /** Emits, and notes and returns the answer. */
  ask(event, data) {
    return waitFor(`the answer to ${event}`, (resolve) =>
      this.socket.emit(event, data, (answer) => {
        this.transcript.push(['answer', answer]);
        resolve(answer);
      })).catch((error) => this.explain(error));
  }

  say(msg) {
    this.socket.emit('message', { nickname: 'somebody else', msg });
  }

  /** Resolves when the condition holds for the data of one of the events of that name. */
  sees(event, condition = () => true) {
    return until(`${event} that is ${condition}`, () => this.all(event).some(condition))
      .catch((error) => this.explain(error));
  }

  explain({ message }) {
    const { readyState, upgrading, transport } = this.socket.io.engine;
    const { name, polling, writable, readyState: state } = transport;
    throw new Error(`${message}; ${JSON.stringify({ readyState, upgrading, name, polling, writable, state })}; `
      + `last seen ${JSON.stringify(this.transcript.slice(-5))}, problems ${JSON.stringify(this.problems)}`);
  }

  all(event) {
    return this.transcript.filter(([name]) => name === event).map(([, data]) => data);
  }

  get texts() {
    return this.all('message').map(({ msg }) => msg);
  }

  /** What it should never see in a story without accidents. */
  get problems() {
    return this.transcript.filter(([event]) =>
      ['reset', 'refused', 'closed', 'disconnect', 'connect_error', 'error'].includes(event));
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }
}

function waitFor(what, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE_MILLIS);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function until(what, condition) {
  let timer;
  return waitFor(what, (resolve) => {
    const look = () => condition() ? resolve() : (timer = setTimeout(look, 5));
    look();
  }).finally(() => clearTimeout(timer));
}

/** A client with a nickname in a room. */
async function occupant(url, combination, query, nickname) {
  const client = new Client(url, combination, query);
  await client.sees('connect');
  await client.ask('nickname', nickname);
  return client;
}

/** Tells the same story of each combination, all or some at once, and reports also where it went wrong. */
async function each({ combinations, atOnce = combinations.length }, tell) {
  const left = [...combinations];
  const reports = [];
  const tellTheRest = async () => {
    for (let combination; (combination = left.shift());) {
      const report = await tell(combination).catch(({ stack }) => ({ failure: stack }));
      reports.push({ combination: `${combination.generation} ${combination.way}`, ...report });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, tellTheRest));
  return reports;
}

const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => JSON.parse((await lines.next()).value);
const print = (value) => new Promise((resolve) => process.stdout.write(`${JSON.stringify(value)}\n`, resolve));

/** Lets the test do something, and goes on when that is done. */
async function meanwhile(what) {
  await print({ meanwhile: what });
  return read();
}

async function story(tell) {
  for (const report of await tell(await read())) {
    await print(report);
  }
  process.exit(0);
}

module.exports = { Client, each, meanwhile, occupant, story, until };
