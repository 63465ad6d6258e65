package dev.chatroom.testkit.backplane;

import java.time.Duration;

/** A fault for which nobody waits long. */
class Impatient extends Fault {

  @Override
  Duration patience() {
    return Duration.ofSeconds(1);
  }
}
