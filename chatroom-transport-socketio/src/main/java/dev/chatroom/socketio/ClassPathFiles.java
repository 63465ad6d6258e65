package dev.chatroom.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the class path, named as in {@link Class#getResource}. They are read once, and kept. */
final class ClassPathFiles implements FileSource {

  private final Class<?> anchor;
  private final Map<String, StaticFile> kept = new ConcurrentHashMap<>();

  ClassPathFiles(Class<?> anchor) {
    this.anchor = anchor;
  }

  @Override
  public Optional<StaticFile> inMemory(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  @Override
  public Optional<StaticFile> open(String name, String type) throws IOException {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      if (in == null) {
        // Not kept: anybody may ask for any number of names.
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      StaticFile file = new StaticFile.Whole(type, EntityTag.of(bytes), bytes);
      kept.put(name, file);
      return Optional.of(file);
    }
  }
}
