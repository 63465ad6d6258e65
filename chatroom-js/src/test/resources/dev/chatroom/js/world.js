// What is around a chat in a test: sockets whose other end is the test, chance, somebody who looks at the page or does
// not, and a record of what the chat calls. Texts are JSON, written with single quotes. Time is Playwright's.
const world = {
  chance: 1,
  sockets: [],
  seen: [],
  hidden: false,
  globals: new Set(Object.getOwnPropertyNames(window)),

  start(options) {
    world.chat = world.connect({ ...read(options), WebSocket: Socket });
    for (const event of EVENTS) {
      world.chat.on(event, (data) => see(event, data));
    }
  },

  emit(event, data, ack) {
    const onAnswer = (answer) => {
      see(ack, answer);
      if (answer.code) {
        world.onRefused?.();
      }
    };
    world.chat.emit(event, read(data), ack && onAnswer);
  },

  // What the page does whenever the chat is connected.
  whenConnected(event, data, ack) {
    world.chat.on('connect', () => world.emit(event, data, ack));
  },

  receive(frame) {
    socket().onmessage({ data: JSON.stringify(read(frame)) });
  },

  lose(code, reason) {
    socket().onclose({ code, reason });
  },

  look(hidden) {
    world.hidden = hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  },

  comeOnline() {
    window.dispatchEvent(new Event('online'));
  },

  takeSeen() {
    return world.seen.splice(0).map(write);
  },

  takeSent() {
    return (socket()?.sent ?? []).splice(0).map(write);
  },

  url() {
    return socket().url;
  },

  newGlobals() {
    return Object.getOwnPropertyNames(window).filter((name) => !world.globals.has(name));
  },
};

const EVENTS = [
  'connect', 'disconnect', 'connect_error', 'message', 'history', 'reset', 'joined', 'nicknames', 'closed', 'refused',
];

class Socket {
  sent = [];
  closed = false;

  constructor(url, protocol) {
    this.url = `${url} ${protocol}`;
    world.sockets.push(this);
  }

  send(text) {
    this.sent.push(text);
  }

  close() {
    this.closed = true;
  }
}

function socket() {
  return world.sockets.at(-1);
}

function see(name, data) {
  world.seen.push(data === undefined ? name : `${name} ${JSON.stringify(data)}`);
}

function read(text) {
  return text ? JSON.parse(text.replaceAll("'", '"')) : undefined;
}

function write(text) {
  return text.replaceAll('"', "'");
}

Math.random = () => world.chance;
Object.defineProperty(document, 'hidden', { get: () => world.hidden });
window.addEventListener('error', (event) => {
  event.preventDefault();
  see('uncaught', event.error.message);
});
