package dev.chatroom.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote beside this class. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"chatroom-example " + property("version")};
  }

  /** Returns one of the versions. */
  static String property(String name) {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException cannotHappenToOurOwnJar) {
      throw new UncheckedIOException(cannotHappenToOurOwnJar);
    }
    return properties.getProperty(name);
  }
}
