// The page's connection over Socket.IO, in the shape of chatroom.js, which is the one over a plain WebSocket:
//
//   connect({ room, token }) gives { connected, on(event, listener), emit(event, data, ack) }
//
//   connect        there is a connection
//   disconnect     { willReconnect }: it is gone, and comes back by itself or does not
//   connect_error  { msg, willReconnect }: there is none to be had, the same
//
// and the events of docs/protocol.md. One that comes back is of the same identity and goes on behind the last message.
// What was lost with a connection is answered with the code `disconnected`.
//
// Runs with the clients 1.4.5, 2.x and 4.x: where they differ, a comment says so.
/* global io */

const LOST = { code: 'disconnected', msg: 'The connection broke.' };

await loadClient();

export function connect({ room, token }) {
  // The clients have other events by these names.
  const listeners = { disconnect: [], connect_error: [] };

  // What waits for its answer, and what did when the connection broke.
  const unanswered = new Set();
  const lost = new Set();

  let since = null;
  let closedForGood = false;

  const socket = io({ query: query() });
  socket.on('disconnect', onDisconnect);
  socket.on('connect_error', onConnectError);
  socket.on('error', onError);
  socket.on('closed', onClosed);
  socket.on('message', ({ id }) => { since = id ?? since; });
  socket.on('history', (messages) => { since = messages.at(-1)?.id ?? since; });
  socket.on('reset', () => { since = null; });

  function query() {
    return Object.fromEntries(Object.entries({ room, token, since }).filter(([, value]) => value));
  }

  function onDisconnect(cause) {
    // All clients read the manager's options at each attempt, the first of which comes after this event. Replaced, not
    // changed: a client may have copied or encoded the object it was given.
    socket.io.opts.query = query();
    // The clients take the server's disconnect packet as final; here only `closed` with `reconnect: false` is.
    if (cause === 'io server disconnect' && !closedForGood) {
      connectLater(0);
    }
    unanswered.forEach((ack) => lost.add(ack));
    unanswered.clear();
    fire('disconnect', { willReconnect: !closedForGood });
    if (closedForGood) {
      answerLost();
    }
  }

  // 4.x reports a connection that the server refused as `connect_error`, and is then no longer `active` …
  function onConnectError(error) {
    if (socket.active === false) {
      onRefused(error.data ?? { msg: error.message });
    } else {
      fire('connect_error', { msg: error?.message, willReconnect: true });
    }
  }

  // … 1.x and 2.x as `error`, with what the server sent. An Error is the transport's own, and is retried.
  function onError(refusal) {
    if (!(refusal instanceof Error)) {
      onRefused(refusal?.msg ? refusal : { msg: refusal });
    }
  }

  // Refused for now where waiting helps, and for good otherwise.
  function onRefused({ msg, code, retryAfter }) {
    const willReconnect = retryAfter != null || code === 'unavailable';
    if (willReconnect) {
      socket.close();
      connectLater(retryAfter ?? 0);
    } else {
      closeForGood();
    }
    fire('connect_error', { msg, willReconnect });
  }

  function connectLater(notBefore) {
    setTimeout(() => socket.connect(), notBefore + 1000 + Math.random() * 2000);
  }

  function onClosed({ reconnect }) {
    if (reconnect === false) {
      closeForGood();
    }
  }

  function closeForGood() {
    closedForGood = true;
    socket.close();
  }

  function emit(event, data, ack) {
    unanswered.add(ack);
    socket.emit(event, data, (answer) => {
      unanswered.delete(ack);
      const claimed = event === 'nickname' && answer?.msg === 'ok';
      if (claimed) {
        token = answer.token ?? token;
      }
      ack(answer);
      // Missed messages come before this answer: what was lost and has not come by now never reached the room.
      if (claimed) {
        answerLost();
      }
    });
  }

  function answerLost() {
    const acks = [...lost];
    lost.clear();
    acks.forEach((ack) => ack(LOST));
  }

  function fire(event, data) {
    listeners[event].forEach((listener) => listener(data));
  }

  return {
    get connected() {
      return socket.connected;
    },

    on(event, listener) {
      if (event in listeners) {
        listeners[event].push(listener);
      } else {
        socket.on(event, listener);
      }
    },

    emit,
  };
}

// A classic script, which only a page over Socket.IO has.
function loadClient() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/js/socket.io.js';
    script.onload = resolve;
    script.onerror = () => reject(new Error(`no ${script.src}`));
    document.head.append(script);
  });
}
