'use strict';

const server = require('http').createServer();
require('./chat')(require('socket.io-1.4')(server));
require('./control')(server);
