package dev.chatroom.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The scripts that the jar has, and how a page loads each. */
enum Script {
  MODULE("chatroom.js", true),
  MINIFIED_MODULE("chatroom.min.js", true),
  CLASSIC("chatroom.global.js", false),
  MINIFIED_CLASSIC("chatroom.global.min.js", false);

  private final String file;
  private final boolean isModule;

  Script(String file, boolean isModule) {
    this.file = file;
    this.isModule = isModule;
  }

  String file() {
    return file;
  }

  /** Returns what it is, as text. */
  String text() {
    return resource("/META-INF/resources/chatroom/" + file);
  }

  /** Returns whether pages import it. */
  boolean isModule() {
    return isModule;
  }

  boolean isMinified() {
    return file.endsWith(".min.js");
  }

  /** Returns the script of a page that uses it and gives {@code connect} to the test's world. */
  String user() {
    return isModule
        ? "import { connect } from '/chatroom/" + file + "';\nworld.connect = connect;\n"
        : "world.connect = chatroom.connect;\n";
  }

  static String resource(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
