// A browser's end of the plain WebSocket transport: docs/embedding.md ("In the browser") says what it does for a page,
// docs/protocol.md what goes over the wire. The build makes the other scripts of this one, so it has one export, at the
// beginning of a line, and imports nothing.

const SUBPROTOCOL = 'chatroom.v1';

// Sent again when nobody knows whether they arrived: their key keeps them from being said twice.
const REPEATABLE = ['message', 'whisper'];

// So often at most: it may be what breaks the connections.
const MAX_REPEATS = 3;

// Asks for the newest message: the cheapest thing that is answered and that nobody else notices. Pages do not see the
// pings of WebSockets.
const PROBE = JSON.stringify({ event: 'history', data: { limit: 1 } });

const DISCONNECTED = { code: 'disconnected', msg: 'There is no connection.' };
const QUEUE_FULL = { code: 'queue_full', msg: 'Too much is waiting for a connection.' };
const TOO_LARGE = { code: 'too_large', msg: 'The request is too large.' };
const SILENT = { code: 1006, reason: 'silent' };

// A timer that is to wait longer does not wait at all.
const LONGEST_MS = 2 ** 31 - 1;

// What the number of an acknowledgement adds to a frame, at most.
const ACK_BYTES = 23;

export function connect(options = {}) {
  const { url = '/chat', room, password, presence, query, reconnect = {}, timeoutMs = 20_000 } = options;
  const { minDelayMs = 1_000, maxDelayMs = 30_000, steadyMs = 10_000 } = reconnect || {};
  const { silentMs = 45_000, answerMs = 5_000 } = options.probe ?? {};
  const { max = 100 } = options.queue ?? {};
  const { maxMessageBytes = 1_000_000 } = options;
  const Socket = options.WebSocket ?? WebSocket;
  const page = globalThis.document;
  const listeners = new Map();

  // `opened` until it ends for good; `connected` while the server has a place for it.
  let opened = false;
  let socket = null;
  let connected = false;

  // Ends what is waited for: a place, the next attempt or, while connected, that something is heard.
  let timer;
  let attempts = 0;
  let notBefore = 0;
  let connectedAt;
  let heardAt;

  // Whether the timer waits for an answer. What was sent up to the probe that had the number `probed` is not asked for
  // again: who answers the probe and not that never will.
  let awaiting;
  let probed = 0;

  // What the server said before it closed the connection: the first with a place, the second without.
  let farewell;
  let refusal;

  // Whom the server takes this connection for, once it has said so: a nickname, with a token unless it is somebody whom
  // the application knows.
  let token = options.token || undefined;
  let since = options.since || undefined;
  let identity;

  // What waits for a connection, in order. `held` until the claims are answered that listeners made when the connection
  // came: without a nickname it would be refused.
  let waiting = [];
  let held;
  let claims;

  // What was sent and not answered, by the number of its acknowledgement, and therefore in order.
  const unanswered = new Map();
  let lastAck = 0;

  const chat = {
    get connected() {
      return connected;
    },
    get token() {
      return token;
    },
    get since() {
      return since;
    },

    on(event, listener) {
      listeners.set(event, new Set(listeners.get(event)).add(listener));
      return chat;
    },

    off(event, listener) {
      const rest = new Set(listeners.get(event));
      rest.delete(listener);
      listeners.set(event, rest);
      return chat;
    },

    emit(event, data, ack) {
      if (typeof data === 'function') {
        return chat.emit(event, undefined, data);
      }
      const repeatable = REPEATABLE.includes(event);
      const payload = repeatable ? { ...data, key: data?.key ?? newKey() } : data;
      // As it is now: whoever changes it later does not change what was said.
      const text = JSON.stringify({ event, data: payload });
      const passing = event === 'signal';
      const command = { event, text, ack, repeatable, numbered: !passing || ack, sends: 0 };
      const claiming = held && event === 'nickname';
      const ready = connected && (!held || claiming);
      if (new TextEncoder().encode(text).length + ACK_BYTES > maxMessageBytes) {
        answer(command, TOO_LARGE);
      } else if (!opened || (passing && !ready)) {
        if (command.numbered) {
          answer(command, DISCONNECTED);
        }
      } else if (command.numbered && !claiming && waiting.length + unanswered.size >= max) {
        answer(command, QUEUE_FULL);
      } else if (ready) {
        send(command);
      } else {
        waiting.push(command);
      }
      return chat;
    },

    open() {
      if (!socket) {
        attempt();
      }
      if (!opened) {
        opened = true;
        addEventListener('online', wake);
        page?.addEventListener('visibilitychange', wake);
      }
      return chat;
    },

    close() {
      if (opened) {
        opened = false;
        onLost({ code: 1000, reason: 'client' });
      }
      return chat;
    },
  };

  function attempt() {
    const address = new URL(url, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    for (const [name, value] of Object.entries({ ...query, room, token, password, presence, since })) {
      if (value != null && value !== '') {
        address.searchParams.set(name, value);
      }
    }
    socket = new Socket(address.href, SUBPROTOCOL);
    socket.onmessage = onFrame;
    socket.onclose = onLost;
    inTime(timeoutMs, onLost, { code: 1006, reason: 'timed_out' });
    farewell = refusal = identity = undefined;
    claims = 0;
  }

  function inTime(delayMs, step, argument) {
    clearTimeout(timer);
    timer = setTimeout(step, Math.min(delayMs, LONGEST_MS), argument);
  }

  function onFrame({ data: text }) {
    const { event, data, ack } = JSON.parse(text);
    const its = socket;
    heardAt = Date.now();
    // Whoever gets a place is told who is here; whoever does not is told nothing else than why.
    if (!connected) {
      if (event === 'refused') {
        refusal = data;
        return;
      }
      connected = held = true;
      connectedAt = heardAt;
      fire('connect');
      release();
    }
    // A listener may have closed it.
    if (socket === its) {
      if (ack === undefined) {
        onEvent(event, data);
      } else {
        onAnswer(ack, data);
      }
    }
    if (socket === its) {
      hearMore();
    }
  }

  function hearMore() {
    awaiting = unanswered.size > 0 && lastAck > probed;
    if (farewell) {
      // All that it has left to do is to close the connection.
      awaiting = true;
      inTime(answerMs, onLost, SILENT);
    } else {
      inTime(awaiting ? answerMs : silentMs, onSilence);
    }
  }

  // Where nobody looks, `wake` asks when somebody does.
  function onSilence() {
    if (awaiting || !page?.hidden) {
      probe();
    }
  }

  function probe() {
    awaiting = true;
    probed = lastAck + 1;
    send({ text: PROBE, ack() {}, numbered: true });
    inTime(answerMs, onLost, SILENT);
  }

  function onEvent(event, data) {
    if (event === 'reset') {
      since = undefined;
      forget();
    } else if (event === 'closed') {
      farewell = data;
    }
    since = (event === 'history' ? data.at(-1) : data)?.id ?? since;
    fire(event, data);
  }

  // In another log its key is a new one: what was sent may be answered yet, but is not sent again.
  function forget() {
    for (const command of [...unanswered.values(), ...waiting]) {
      command.repeatable &&= !command.sends;
    }
  }

  function onAnswer(ack, data) {
    const command = unanswered.get(ack);
    if (!command) {
      return;
    }
    unanswered.delete(ack);
    const claimed = command.event === 'nickname';
    if (claimed) {
      claims--;
      if (!data.code) {
        token = data.token;
        identity = { token, nickname: data.nickname };
      }
    }
    // First, so that a claim that it makes in place of a refused one is waited for too.
    answer(command, data);
    if (claimed) {
      release();
    }
  }

  function send(command) {
    let { text } = command;
    if (command.numbered) {
      command.sends++;
      unanswered.set(++lastAck, command);
      text = `${text.slice(0, -1)},"ack":${lastAck}}`;
      if (!awaiting) {
        awaiting = true;
        inTime(answerMs, onSilence);
      }
    }
    if (command.event === 'nickname') {
      claims++;
    }
    socket.send(text);
  }

  // Sends what waits, in order. What was sent before goes out again only by whoever sent it: from anybody else its key
  // is a new one.
  function release() {
    if (!connected || !held || claims) {
      return;
    }
    held = false;
    const lost = [];
    for (const command of waiting.splice(0)) {
      if (!command.sends || (command.repeatable && isAgain(command.sentBy))) {
        send(command);
      } else {
        lost.push(command);
      }
    }
    answerAll(lost, DISCONNECTED);
  }

  // Whoever was given no nickname was at least known by the token.
  function isAgain({ token, nickname = identity?.nickname }) {
    return token === identity?.token && nickname === identity?.nickname;
  }

  function onLost({ code, reason }) {
    const closedHere = !opened;
    const hadPlace = connected;
    const refused = refusal;
    const retryAfter = refused?.retryAfter;
    const rejected = refused || (code >= 4500 && code < 5000);
    const isFinal = rejected && retryAfter == null && refused?.code !== 'unavailable';
    opened = opened && reconnect !== false && farewell?.reconnect !== false && !isFinal;
    connected = held = false;
    if (socket) {
      // It may take minutes to find out that nobody is there to close it.
      socket.onmessage = socket.onclose = null;
      socket.close();
      socket = null;
    }
    const lost = takeBack();
    if (opened) {
      waitToReconnect(hadPlace, retryAfter ?? 0);
    } else {
      clearTimeout(timer);
      removeEventListener('online', wake);
      page?.removeEventListener('visibilitychange', wake);
    }
    const willReconnect = opened;
    if (hadPlace) {
      fire('disconnect', { code, reason, ...farewell, willReconnect });
    } else if (!closedHere) {
      fire('connect_error', { code: reason || 'unreachable', msg: DISCONNECTED.msg, ...refused, willReconnect });
    }
    answerAll(lost, DISCONNECTED);
  }

  // Puts what may be sent again before what waits, and returns what nobody will answer any more.
  function takeBack() {
    const sentBy = identity ?? (token && { token });
    const lost = [];
    const again = [];
    for (const command of unanswered.values()) {
      if (command.repeatable && sentBy && command.sends <= MAX_REPEATS) {
        command.sentBy = sentBy;
        again.push(command);
      } else {
        lost.push(command);
      }
    }
    unanswered.clear();
    waiting = again.concat(waiting);
    return opened ? lost : lost.concat(waiting.splice(0));
  }

  // Full jitter: those whom a server lost at one time do not come back at one time.
  function waitToReconnect(hadPlace, retryAfter) {
    const now = Date.now();
    if (hadPlace && now - connectedAt >= steadyMs) {
      attempts = 0;
    }
    const longestMs = Math.min(maxDelayMs, minDelayMs * 2 ** attempts++);
    // Nobody is looking: `wake` is sooner if somebody does.
    const hiddenMs = page?.hidden ? maxDelayMs : 0;
    notBefore = now + retryAfter;
    inTime(retryAfter + hiddenMs + Math.random() * longestMs, attempt);
  }

  // Somebody looks at the page again, or there is a network again. A computer that slept has had no time to notice that
  // its connections are gone.
  function wake({ type }) {
    if (type !== 'online' && page.hidden) {
      return;
    }
    const now = Date.now();
    if (connected && !awaiting && now - heardAt >= silentMs) {
      probe();
    } else if (!socket && now >= notBefore) {
      attempt();
    }
  }

  function answerAll(commands, data) {
    for (const command of commands) {
      answer(command, data);
    }
  }

  function answer({ event, ack }, data) {
    if (ack) {
      call(ack, data);
    } else if (data.code) {
      fire('refused', { event, ...data });
    }
  }

  function fire(event, data) {
    for (const listener of listeners.get(event) ?? []) {
      call(listener, data);
    }
  }

  return chat.open();
}

// What a listener throws is reported as not caught, and keeps nobody else from being called.
function call(listener, data) {
  try {
    listener(data);
  } catch (failure) {
    queueMicrotask(() => {
      throw failure;
    });
  }
}

// Not randomUUID, which pages without TLS do not have.
function newKey() {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
