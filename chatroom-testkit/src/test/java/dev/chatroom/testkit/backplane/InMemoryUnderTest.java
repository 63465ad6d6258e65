package dev.chatroom.testkit.backplane;

import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Backplane;
import java.security.SecureRandom;
import java.time.Clock;

/** The backplane in memory. It is one for all who share it, so a node is a part of it. */
final class InMemoryUnderTest implements BackplaneUnderTest {

  private final Backplane memory =
      ChatRooms.inMemoryBackplane(Clock.systemUTC(), new SecureRandom());

  @Override
  public Backplane node() {
    return new PartOfMemory(memory);
  }

  @Override
  public void close() {
    memory.close();
  }
}
