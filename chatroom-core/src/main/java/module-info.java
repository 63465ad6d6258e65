/** Rooms, log and fan-out, without any transport. */
@SuppressWarnings("requires-automatic") // precis has no module descriptor, but a fixed module name.
module dev.chatroom.core {
  requires org.slf4j;
  requires rocks.xmpp.precis;
  requires static transitive org.jspecify;

  exports dev.chatroom;
  exports dev.chatroom.policy;
  exports dev.chatroom.spi;
}
