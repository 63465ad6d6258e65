package dev.chatroom.socketio;

import java.io.IOException;
import java.util.Optional;

/** Where files are read from. Safe for use by any thread. */
interface FileSource {

  /** Returns a file that needs no reading, if it is such a one. */
  Optional<StaticFile> inMemory(String name);

  /**
   * Returns a file, if there is one of that name. Takes its time.
   *
   * @param name in the form of the source
   * @param type what it is
   * @throws IOException when it is there, but cannot be read
   */
  Optional<StaticFile> open(String name, String type) throws IOException;
}
