// Between a client and the server, to cut their connections.
'use strict';

const net = require('net');

class Relay {
  /** Each pair of sockets is shown to `inspect`, with a way to cut it, before anything went through. */
  constructor(inspect = () => {}) {
    this.cuts = new Set();
    this.inspect = inspect;
  }

  listen(port) {
    const server = net.createServer((client) => {
      const upstream = net.connect(port, '127.0.0.1');
      const cut = () => {
        this.cuts.delete(cut);
        client.destroy();
        upstream.destroy();
      };
      this.cuts.add(cut);
      for (const [from, to] of [[client, upstream], [upstream, client]]) {
        from.setNoDelay();
        from.on('error', cut).on('close', cut);
      }
      const connection = { client, upstream, cut, toServer: (data) => upstream.write(data), toClient: (data) => client.write(data) };
      this.inspect(connection);
      client.on('data', (data) => upstream.destroyed || connection.toServer(data));
      upstream.on('data', (data) => client.destroyed || connection.toClient(data));
    });
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));
  }

  /** Cuts all connections that there are, and returns whether there was one. */
  cut() {
    const open = [...this.cuts];
    open.forEach((cut) => cut());
    return open.length > 0;
  }
}

module.exports = { Relay };
