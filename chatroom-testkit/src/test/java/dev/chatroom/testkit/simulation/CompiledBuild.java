package dev.chatroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;
import rocks.xmpp.precis.PrecisProfile;

/** The core and the testkit once more, some sources of the core compiled from other text. */
final class CompiledBuild {

  private CompiledBuild() {}

  /**
   * Loads a class of such a build.
   *
   * @param name of a class that is a {@code Runnable}
   * @param texts of sources, by their file's name
   * @param directory where to compile to
   * @return an instance of the class
   */
  static Runnable load(String name, Map<String, String> texts, Path directory) throws Exception {
    compile(texts, directory);
    URL[] urls = {
      directory.toUri().toURL(),
      location(ChatRooms.class),
      location(ChatSimulation.class),
      location(CompiledBuild.class)
    };
    // Never closed: lambdas of the build may still be loaded while its stories end.
    return (Runnable)
        new OwnClassesFirst(urls).loadClass(name).getDeclaredConstructor().newInstance();
  }

  private static void compile(Map<String, String> texts, Path directory) {
    List<JavaFileObject> sources =
        texts.entrySet().stream().map(each -> source(each.getKey(), each.getValue())).toList();
    String classPath =
        Stream.of(ChatRooms.class, Logger.class, NullMarked.class, PrecisProfile.class)
            .map(CompiledBuild::path)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of("-proc:none", "-nowarn", "-d", directory.toString(), "-classpath", classPath);
    StringWriter complaints = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled = compiler.getTask(complaints, null, null, options, null, sources).call();
    assertThat(compiled).as("compiles: %s", complaints).isTrue();
  }

  private static JavaFileObject source(String file, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///dev/chatroom/internal/" + file), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static String path(Class<?> type) {
    try {
      return Path.of(location(type).toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Loads what is ours itself, and leaves the rest to the loader of the test. */
  private static final class OwnClassesFirst extends URLClassLoader {

    OwnClassesFirst(URL[] urls) {
      super(urls, CompiledBuild.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.chatroom.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
