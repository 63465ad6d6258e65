// The chat page. `Cookie` is /js/cookie.js, a classic script and loaded before this. What connection.js is depends on the
// transport of the server: connection-socketio.js, which says what is asked of one, or connection-websocket.js.
/* global Cookie */
import { connect } from './connection.js';
import { memberElement, messageElement } from './elements.js';

const MAX_MESSAGES = 500;
const NICKNAME_DAYS = 3;
const UNANSWERED_AFTER_MS = 10_000;
const DISCONNECTED = 'disconnected';
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

// The message on its way, { text, key, timer, lost, settled }. One at a time: Enter pressed twice is not two messages.
let sending = null;

// The last message that was sent, until it is answered.
let unanswered = null;
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

const connection = connect({ room, token: stored('token') });
connection.on('connect', onConnect);
connection.on('disconnect', onDisconnect);
connection.on('connect_error', onConnectError);
connection.on('closed', onClosed);
connection.on('refused', onRefused);
connection.on('nicknames', onNicknames);
connection.on('occupants', onOccupants);
connection.on('message', onMessage);
connection.on('history', onHistory);
connection.on('reset', onReset);

function onConnect() {
  showState('connected');
  showNotice('');
  claimWanted();
}

function onDisconnect({ willReconnect }) {
  if (sending) {
    clearTimeout(sending.timer);
    sending.lost = true;
  }
  showState(willReconnect ? 'reconnecting' : 'closed');
}

function onConnectError({ msg, willReconnect }) {
  showState(willReconnect ? 'reconnecting' : 'closed');
  if (!willReconnect) {
    showNotice(`连接已关闭：${msg}`);
  }
}

function onClosed({ reason, reconnect }) {
  showNotice(reconnect === false ? `连接已关闭：${reason}` : `服务器断开了连接：${reason}`);
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
  if (connection.connected) {
    claimWanted();
  }
}

function claimWanted() {
  const claimed = wanted;
  if (claimed) {
    connection.emit('nickname', claimed, (answer) => onClaimAnswered(claimed, answer));
  }
}

function onClaimAnswered(claimed, answer) {
  if (answer?.msg === 'ok') {
    onClaimAccepted(answer.nickname ?? claimed, answer.token);
  } else if (claimed === wanted && answer?.code !== DISCONNECTED) {
    onClaimRefused(claimed, answer?.msg);
  }
}

function onClaimAccepted(granted, grantedToken) {
  wanted = nickname = granted;
  Cookie.set('nickname', granted, NICKNAME_DAYS);
  if (grantedToken) {
    store('token', grantedToken);
  }
  showNickname();
  markOwn();
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
  } else if (!connection.connected) {
    showNotice('没有连上，草稿先留着');
  } else if (!sending) {
    post(draft.value);
  }
}

function post(text) {
  // Tried again under the same key, what was not answered is not said twice.
  const message = { text, key: unanswered?.text === text ? unanswered.key : newKey() };
  unanswered = message;
  message.timer = setTimeout(release, UNANSWERED_AFTER_MS, message, '服务器还没有回应，可以再试一次');
  sending = message;
  composer.setAttribute('aria-busy', 'true');
  connection.emit('message', { nickname, msg: text, key: message.key }, (answer) => {
    if (answer?.msg === 'ok') {
      onPosted(message);
    } else {
      onNotPosted(message, answer);
    }
  });
}

// Not of `crypto`, which only pages over TLS have all of.
function newKey() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}

function onPosted(message) {
  if (!message.settled) {
    settle(message, '');
    dropFromDraft(message.text);
  }
}

function onNotPosted(message, answer) {
  if (answer?.code !== DISCONNECTED) {
    settle(message, answer?.msg);
  } else if (message === sending) {
    // Where the connection does not come back, the notice says why.
    settle(message, connection.connected ? '上一条没有发出去，请再发一次' : notice.textContent);
  }
}

function settle(message, text) {
  message.settled = true;
  if (unanswered?.key === message.key) {
    unanswered = null;
  }
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
