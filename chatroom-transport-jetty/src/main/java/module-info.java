/** The plain WebSocket transport, on Jetty. */
module dev.chatroom.jetty {
  requires transitive dev.chatroom.core;
  requires static transitive org.jspecify;
}
