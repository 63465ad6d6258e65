// As much of a page as JSONP polling needs: script elements that are fetched and run, and forms that are
// posted into a frame, with what a browser does to line ends and in which encoding.
'use strict';

const http = require('http');
const vm = require('vm');

// Browsers keep connections open; what the clients themselves do here would hide what that finds.
const agent = new http.Agent({ keepAlive: true });

class Element {
  constructor(tag) {
    this.tag = tag;
    this.children = [];
    this.style = {};
  }

  setAttribute(name, value) {
    this[name] = value;
  }

  appendChild(child) {
    return this.insertBefore(child, null);
  }

  insertBefore(child, next) {
    const at = next ? this.children.indexOf(next) : this.children.length;
    this.children.splice(at, 0, child);
    child.parentNode = this;
    child.inserted();
    return child;
  }

  removeChild(child) {
    this.children.splice(this.children.indexOf(child), 1);
    child.parentNode = null;
  }

  inserted() {}
}

class Script extends Element {
  inserted() {
    if (this.src) {
      http.get(this.src, { agent }, (response) => this.received(response))
        .on('error', (error) => this.onerror(error));
    }
  }

  async received(response) {
    let code;
    try {
      code = await text(response);
    } catch (broken) {
      this.onerror(broken);
      return;
    }
    if (response.statusCode === 200 && /javascript/.test(response.headers['content-type'])) {
      vm.runInThisContext(code);
    } else {
      this.onerror(new Error(`${response.statusCode} ${code}`));
    }
  }
}

class Form extends Element {
  submit() {
    const fields = this.children.filter(({ tag, name }) => tag === 'textarea' && name);
    // A textarea knows one kind of line end, and a form sends another (HTML, "constructing the entry list").
    const body = String(new URLSearchParams(fields.map(({ name, value }) =>
      [name, value.replace(/\r\n?/g, '\n').replace(/\n/g, '\r\n')])));
    const frame = this.children.find(({ tag, name }) => tag === 'iframe' && name === this.target);
    // A frame is loaded, too, when what it shows is an error.
    const loaded = () => frame.onload();
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(body),
    };
    http.request(this.action, { method: this.method, headers, agent }, (response) => text(response).then(loaded, loaded))
      .on('error', loaded)
      .end(body);
  }
}

async function text(response) {
  response.setEncoding('utf8');
  let all = '';
  for await (const part of response) {
    all += part;
  }
  return all;
}

function createElement(tag) {
  if (!/^[a-z]+$/.test(tag)) {
    throw new Error(`not a name: ${tag}`);
  }
  return tag === 'script' ? new Script(tag) : tag === 'form' ? new Form(tag) : new Element(tag);
}

const head = createElement('head');
head.appendChild(createElement('script'));

global.document = {
  head,
  body: createElement('body'),
  createElement,
  getElementsByTagName: (tag) => head.children.filter((child) => child.tag === tag),
};
// The clients look whether the page is about to be left, which it never is.
global.addEventListener = () => {};
