/** Rooms that several processes share, in Redis or Valkey. */
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // Lettuce has only a name.
module dev.chatroom.redis {
  requires transitive dev.chatroom.core;
  requires transitive lettuce.core;
  requires com.fasterxml.jackson.databind;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.chatroom.redis;
}
