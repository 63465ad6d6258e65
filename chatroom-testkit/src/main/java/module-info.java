/** Tests of rooms with no socket, no sleep and no thread. */
module dev.chatroom.testkit {
  requires transitive dev.chatroom.core;
  requires java.management;
  requires jdk.management;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports dev.chatroom.testkit;
  exports dev.chatroom.testkit.backplane;
  exports dev.chatroom.testkit.contract;
  exports dev.chatroom.testkit.simulation;
  exports dev.chatroom.testkit.transport;
}
