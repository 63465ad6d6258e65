// The chat page. `io` is /js/socket.io.js, `Cookie` is /js/cookie.js; both are classic scripts and loaded before this.
// Runs with the Socket.IO clients 1.4.5, 2.x and 4.x: where they differ, a comment says so.
/* global io, Cookie */
import { memberElement, messageElement } from './elements.js';

const MAX_MESSAGES = 500;
const NICKNAME_DAYS = 3;
const UNANSWERED_AFTER_MS = 10_000;
const STATES = {
  connecting: '连接中…',
  connected: '已连接',
  reconnecting: '已断开,正在重连…',
  closed: '已断开',
};

const nicknameText = document.querySelector('#nickname-txt');
const form = document.querySelector('#nickname-form');
const nicknameInput = form.elements.nickname;
const tip = document.querySelector('.tip');
const state = document.querySelector('.status');
const messageList = document.querySelector('.message-list');
const composer = document.querySelector('.composer');
const draft = document.querySelector('.msg');
const notice = document.querySelector('.notice');
const memberTitle = document.querySelector('.user-box .tit');
const memberList = document.querySelector('.users');

const room = new URLSearchParams(location.search).get('room');
const storage = openStorage();
const seenIds = new Set();

// `wanted` is claimed at every connect; `nickname` is the one granted, in the server's spelling.
let wanted = Cookie.get('nickname').trim();
let nickname = null;
let token = stored('token');
let lastId = null;
let closedForGood = false;

// The message on its way, { text, timer, lost, settled }. One at a time: Enter pressed twice is not two messages.
let sending = null;
let composing = false;

draft.value = stored('draft');
form.hidden = wanted !== '';
form.addEventListener('submit', onNicknameSubmitted);
document.querySelector('.send-btn').addEventListener('click', send);
draft.addEventListener('keydown', onDraftKey);
draft.addEventListener('input', () => store('draft', draft.value));
draft.addEventListener('compositionstart', () => { composing = true; });
draft.addEventListener('compositionend', () => { composing = false; });
showRoom();

const socket = io({ query: connectQuery() });
socket.on('connect', onConnect);
socket.on('disconnect', onDisconnect);
socket.on('connect_error', onConnectError);
socket.on('error', onError);
socket.on('closed', onClosed);
socket.on('refused', onRefused);
socket.on('nicknames', onNicknames);
socket.on('occupants', onOccupants);
socket.on('message', onMessage);
socket.on('history', onHistory);
socket.on('reset', onReset);

function connectQuery() {
  const query = { room, token, since: lastId };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value));
}

function onConnect() {
  showState('connected');
  showNotice('');
  claimWanted();
}

function onDisconnect(cause) {
  if (sending) {
    clearTimeout(sending.timer);
    sending.lost = true;
  }
  if (closedForGood) {
    return;
  }
  showState('reconnecting');
  // All clients read the manager's options at each attempt, the first of which comes after this event. Replaced, not
  // changed: a client may have copied or encoded the object it was given.
  socket.io.opts.query = connectQuery();
  // The clients take the server's disconnect packet as final; here only `closed` with `reconnect: false` is.
  if (cause === 'io server disconnect') {
    setTimeout(() => socket.connect(), 1000 + Math.random() * 2000);
  }
}

// 4.x reports a connection that the server refused as `connect_error`, and is then no longer `active` …
function onConnectError(error) {
  if (socket.active === false) {
    closeForGood(error.data?.msg ?? error.message);
  } else {
    showState('reconnecting');
  }
}

// … 1.x and 2.x as `error`, with what the server sent. An Error is the transport's own, and is retried.
function onError(refusal) {
  if (!(refusal instanceof Error)) {
    closeForGood(refusal?.msg ?? refusal);
  }
}

function onClosed({ reason, reconnect }) {
  if (reconnect === false) {
    closeForGood(reason);
  } else {
    showNotice(`服务器断开了连接：${reason}`);
  }
}

function closeForGood(reason) {
  closedForGood = true;
  socket.close();
  showState('closed');
  showNotice(`连接已关闭：${reason}`);
}

function onNicknameSubmitted(event) {
  event.preventDefault();
  const typed = nicknameInput.value.trim();
  if (!typed) {
    alert('请输入昵称');
    return;
  }
  wanted = typed;
  tip.textContent = '';
  // Otherwise it is claimed as soon as there is a connection.
  if (socket.connected) {
    claimWanted();
  }
}

function claimWanted() {
  const claimed = wanted;
  if (claimed) {
    socket.emit('nickname', claimed, (answer) => onClaimAnswered(claimed, answer));
  }
}

function onClaimAnswered(claimed, answer) {
  if (answer?.msg === 'ok') {
    onClaimAccepted(answer.nickname ?? claimed, answer.token);
  } else if (claimed === wanted) {
    onClaimRefused(claimed, answer?.msg);
  }
}

function onClaimAccepted(granted, grantedToken) {
  wanted = nickname = granted;
  Cookie.set('nickname', granted, NICKNAME_DAYS);
  if (grantedToken) {
    token = grantedToken;
    store('token', token);
  }
  showNickname();
  markOwn();
  // Missed messages come before this answer: one that was lost and has not come by now never reached the room.
  if (sending?.lost) {
    settle(sending, '上一条没有发出去，请再发一次');
  }
}

function onClaimRefused(claimed, reason) {
  wanted = '';
  nickname = null;
  nicknameText.hidden = true;
  nicknameInput.value ||= claimed;
  form.hidden = false;
  tip.textContent = reason;
}

function onRefused({ event, msg }) {
  if (event === 'nickname' && !form.hidden) {
    tip.textContent = msg;
  } else if (event === 'message' && sending) {
    settle(sending, msg);
  } else {
    showNotice(msg);
  }
}

function send() {
  if (!nickname) {
    alert('先填个昵称呗');
  } else if (!draft.value.trim()) {
    alert('啥也不写发毛线呢');
  } else if (!socket.connected) {
    showNotice('没有连上，草稿先留着');
  } else if (!sending) {
    post(draft.value);
  }
}

function post(text) {
  const message = { text };
  message.timer = setTimeout(release, UNANSWERED_AFTER_MS, message, '服务器还没有回应，可以再试一次');
  sending = message;
  composer.setAttribute('aria-busy', 'true');
  socket.emit('message', { nickname, msg: text }, (answer) => {
    if (answer?.msg === 'ok') {
      onPosted(message);
    } else {
      settle(message, answer?.msg);
    }
  });
}

function onPosted(message) {
  if (!message.settled) {
    settle(message, '');
    dropFromDraft(message.text);
  }
}

function settle(message, text) {
  message.settled = true;
  release(message, text);
}

function release(message, text) {
  clearTimeout(message.timer);
  if (sending === message) {
    sending = null;
    composer.removeAttribute('aria-busy');
  }
  showNotice(text);
}

// Takes away what was sent and leaves what was typed behind it meanwhile.
function dropFromDraft(text) {
  if (composing) {
    // Changing the value under an input method throws its composition away.
    draft.addEventListener('compositionend', () => dropFromDraft(text), { once: true });
  } else if (draft.value.startsWith(text)) {
    draft.setRangeText('', 0, text.length, 'preserve');
    store('draft', draft.value);
  }
}

function onDraftKey(event) {
  // 229: Safari ends a composition before it reports the Enter that ended it.
  const forInputMethod = event.isComposing || event.keyCode === 229;
  if (event.key === 'Enter' && !event.shiftKey && !forInputMethod) {
    event.preventDefault();
    send();
  }
}

function onMessage(message) {
  if (!noteId(message.id)) {
    return;
  }
  const own = message.nickname === nickname;
  const item = messageElement(message);
  item.classList.toggle('t-r', own);
  messageList.prepend(item);
  while (messageList.childElementCount > MAX_MESSAGES) {
    messageList.lastElementChild.remove();
  }
  // Seeing one's own message is as good as its acknowledgement, which the tutorial's server never sends and a broken
  // connection loses.
  if (own) {
    messageList.scrollTop = 0;
    if (message.msg === sending?.text) {
      onPosted(sending);
    }
  }
}

function onHistory(messages) {
  seenIds.clear();
  const fresh = messages.slice(-MAX_MESSAGES).filter(({ id }) => noteId(id));
  // A screen reader would read all of it out.
  messageList.ariaLive = 'off';
  messageList.replaceChildren(...fresh.map(messageElement).reverse());
  markOwn();
  if (sending?.lost && fresh.some((message) => message.nickname === wanted && message.msg === sending.text)) {
    onPosted(sending);
  }
  setTimeout(() => { messageList.ariaLive = 'polite'; });
}

// The ids seen so far may belong to a log that no longer exists.
function onReset() {
  seenIds.clear();
  lastId = null;
  showNotice('断开期间的消息不全，已重新载入');
}

/** Whether a message with this id is new here; one without an id, as from the tutorial's server, always is. */
function noteId(id) {
  if (id === undefined) {
    return true;
  }
  if (seenIds.has(id)) {
    return false;
  }
  lastId = id;
  seenIds.add(id);
  if (seenIds.size > MAX_MESSAGES) {
    const [oldest] = seenIds;
    seenIds.delete(oldest);
  }
  return true;
}

function onNicknames(nicknames) {
  memberTitle.textContent = `在线成员:（${nicknames.length}）`;
  memberList.replaceChildren(...nicknames.map(memberElement));
  markOwn();
}

// A room too large for a list says only how many there are.
function onOccupants({ count }) {
  memberTitle.textContent = `在线成员:（${count}）`;
  memberList.replaceChildren();
}

// Also called when a nickname is granted, as history and members come before that.
function markOwn() {
  for (const item of messageList.children) {
    item.classList.toggle('t-r', item.dataset.nickname === nickname);
  }
  for (const item of memberList.children) {
    item.classList.toggle('me', item.textContent === nickname);
  }
}

function showNickname() {
  const hadFocus = form.contains(document.activeElement);
  nicknameText.textContent = `您好,${nickname}`;
  nicknameText.hidden = false;
  form.hidden = true;
  tip.textContent = '';
  if (hadFocus) {
    draft.focus();
  }
}

function showRoom() {
  const label = document.querySelector('.room');
  label.textContent = room ?? '';
  label.hidden = !room;
}

function showState(name) {
  state.dataset.state = name;
  state.textContent = STATES[name];
}

function showNotice(text) {
  notice.textContent = text ?? '';
}

// For this tab only: a second tab is somebody else until it has claimed a nickname of its own.
function openStorage() {
  try {
    return sessionStorage;
  } catch (storageForbidden) {
    return null;
  }
}

function stored(name) {
  return storage?.getItem(`${name}:${room ?? ''}`) ?? '';
}

function store(name, value) {
  storage?.setItem(`${name}:${room ?? ''}`, value);
}
