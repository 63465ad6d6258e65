// Puts one client of each generation and way of transport into one room, lets all talk at once, and
// prints what each saw, a line of JSON each. Usage: node matrix.js URL MESSAGES
'use strict';

const [url, messages] = [process.argv[2], Number(process.argv[3])];
const GENERATIONS = ['client-1.4', 'client-1.7', 'client-2', 'client-3', 'client-4'];
const TRANSPORTS = [['websocket'], ['polling'], ['polling', 'websocket']];
const TEXT = '汉字😀"\\\u2028é';

class Client {
  constructor(generation, transports) {
    const io = require(generation);
    this.name = `${generation} ${transports.join('+')}`;
    this.messages = [];
    this.problems = [];
    this.socket = io.connect(url, { transports, forceNew: true });
    this.socket.on('message', ({ nickname, msg }) => this.messages.push(`${nickname}说:${msg}`));
    this.socket.on('nicknames', (nicknames) => { this.nicknames = nicknames; });
    for (const event of ['connect_error', 'error', 'reset', 'refused', 'disconnect', 'closed']) {
      this.socket.on(event, (problem) => this.problems.push(`${event}: ${JSON.stringify(problem)}`));
    }
    this.connected = new Promise((resolve) => this.socket.on('connect', resolve));
  }

  claim() {
    return new Promise((resolve) => this.socket.emit('nickname', `${this.name} 昵称`, resolve));
  }

  say(text) {
    this.socket.emit('message', { nickname: 'somebody else', msg: text });
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  report() {
    const { name, transport, nicknames, messages: seen, problems } = this;
    return JSON.stringify({ name, transport, nicknames, messages: seen, problems });
  }
}

function until(condition) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (condition()) {
        clearInterval(timer);
        resolve();
      }
    }, 20);
  });
}

async function run() {
  const clients = GENERATIONS.flatMap((generation) =>
    TRANSPORTS.map((transports) => new Client(generation, transports)));
  await Promise.all(clients.map((client) => client.connected));
  // Everybody talks from here on, so upgrades happen in the middle of it.
  await Promise.all(clients.map((client) => client.claim()));
  for (let i = 0; i < messages; i++) {
    clients.forEach((client) => client.say(`${TEXT}${i}`));
    await new Promise(setImmediate);
  }
  const all = messages * clients.length;
  await until(() => clients.every((client) => client.messages.length >= all
    && client.nicknames.length === clients.length));
  const reports = clients.map((client) => client.report()).join('\n');
  process.stdout.write(reports, () => process.exit(0));
}

setTimeout(() => process.exit(1), 60_000);
run();
