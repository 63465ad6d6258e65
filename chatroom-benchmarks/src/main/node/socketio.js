'use strict';

const { Server } = require('socket.io');

const server = require('http').createServer();
require('./chat')(new Server(server));
require('./control')(server);
