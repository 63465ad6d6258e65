// Builds what the page shows of other people. Names and messages become text nodes here, never markup.

const NAME_COLOURS = 6;

/** One message, whose `.text` reads exactly NAME说:TEXT. */
export function messageElement({ id, nickname, msg, time }) {
  const name = element('bdi', `who ${colourOf(nickname)}`, nickname);
  const text = element('p', 'text', name, '说:', element('bdi', 'said', msg));
  const item = element('div', 'message', text, timeElement(time ? new Date(time) : new Date()));
  item.dataset.nickname = nickname;
  if (id) {
    item.dataset.id = id;
  }
  return item;
}

export function memberElement(nickname) {
  return element('li', `user ${colourOf(nickname)}`, nickname);
}

function timeElement(at) {
  const today = at.toDateString() === new Date().toDateString();
  const day = today ? {} : { month: 'numeric', day: 'numeric' };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const item = element('time', 'time', at.toLocaleString('zh-CN', { ...day, ...clock }));
  item.dateTime = at.toISOString();
  item.title = at.toLocaleString('zh-CN');
  return item;
}

// A nickname keeps its colour for everybody. The classes are in chat.css.
function colourOf(nickname) {
  const hash = Array.from(nickname).reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 65_521, 0);
  return `colour-${hash % NAME_COLOURS}`;
}

// `append` turns every string into a text node.
function element(tag, className, ...children) {
  const item = document.createElement(tag);
  item.className = className;
  item.append(...children);
  return item;
}
