/** Plain WebSocket clients in rooms, on Jetty. */
module dev.chatroom.jetty {
  requires transitive dev.chatroom.core;
  requires dev.chatroom.web;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires transitive org.eclipse.jetty.server;
  requires transitive org.eclipse.jetty.util;
  requires org.eclipse.jetty.websocket.core.common;
  requires org.eclipse.jetty.websocket.core.server;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.chatroom.jetty;
}
