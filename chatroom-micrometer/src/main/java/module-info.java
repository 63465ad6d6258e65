/** Meters of rooms for Micrometer. */
// Micrometer has no module descriptor, but a fixed module name.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.chatroom.micrometer {
  requires transitive dev.chatroom.core;
  requires transitive micrometer.core;
  requires static transitive org.jspecify;

  exports dev.chatroom.micrometer;
}
