/** Nicknames that look alike, refused or warned about. */
@SuppressWarnings("requires-automatic") // ICU has no module descriptor, but a fixed module name.
module dev.chatroom.confusables {
  requires com.ibm.icu;
  requires transitive dev.chatroom.core;
  requires static transitive org.jspecify;

  exports dev.chatroom.confusables;
}
