/** What the transports for browsers have in common. */
@SuppressWarnings("module") // The two that see it are not there yet when it is compiled.
module dev.chatroom.web {
  requires transitive com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.chatroom.web to
      dev.chatroom.socketio,
      dev.chatroom.jetty;
}
