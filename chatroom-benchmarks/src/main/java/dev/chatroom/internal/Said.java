package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import java.time.Instant;

/** A message as all in the room get it. */
public final class Said {

  private static final Position AT = new Position("0123456789abcdef", 1024);
  private static final Instant TIME = Instant.parse("2026-11-23T12:00:00.123Z");

  private Said() {}

  /** Returns the frame of a text, which is encoded anew each time that it is asked to be. */
  public static Frame frame(String text) {
    Nickname tom = new Nickname("tom", "tom");
    return Documented.frame(
        new RoomEvent.Posted(new ChatMessage(AT, TIME, tom, text, "id")), Metrics.NONE);
  }
}
