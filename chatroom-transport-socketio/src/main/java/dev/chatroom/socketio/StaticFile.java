package dev.chatroom.socketio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/** A file that is there: its type, its version, and its bytes. */
sealed interface StaticFile {

  String type();

  EntityTag tag();

  long length();

  /** Gives it back unread. */
  default void close() {}

  /** A file in memory. */
  final class Whole implements StaticFile {
    private final String type;
    private final EntityTag tag;
    private final byte[] bytes;

    Whole(String type, EntityTag tag, byte[] bytes) {
      this.type = type;
      this.tag = tag;
      this.bytes = bytes;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public EntityTag tag() {
      return tag;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** A file too large to be in memory; whoever has it closes it. */
  record Open(String type, EntityTag tag, long length, FileChannel channel) implements StaticFile {

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
