/** Socket.IO clients in rooms, on Netty. */
module dev.chatroom.socketio {
  requires transitive dev.chatroom.core;
  requires dev.chatroom.web;
  requires netty.socketio;
  requires com.fasterxml.jackson.databind;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.compression;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires transitive io.netty.transport;
  requires static io.netty.transport.classes.epoll;
  requires static io.netty.transport.classes.io_uring;
  requires static io.netty.transport.classes.kqueue;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.chatroom.socketio;
}
