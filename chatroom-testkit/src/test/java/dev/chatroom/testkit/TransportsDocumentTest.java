package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The transport in docs/transports.md compiles as it stands there, and keeps the contract. */
class TransportsDocumentTest {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String IMPORTS =
      "import dev.chatroom.*; import dev.chatroom.spi.*; import dev.chatroom.testkit.transport.*;"
          + " import java.time.Duration; import java.util.*; import java.util.concurrent.*;"
          + " import java.util.concurrent.locks.LockSupport; import java.util.function.*;\n";

  @TempDir Path classes;

  @Test
  void its_transport_keeps_the_contract() throws Exception {
    compile(IMPORTS + java("transports.md"));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      List<Event> tests =
          EngineTestKit.engine("junit-jupiter")
              .selectors(selectClass(loader.loadClass("PostContract")))
              .execute()
              .testEvents()
              .finished()
              .list();

      assertThat(tests).hasSizeGreaterThan(30);
      assertThat(tests).filteredOn(BrokenTransportsTest::isFailure).isEmpty();
    }
  }

  private static String java(String document) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("..", "docs", document)))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.joining("\n"));
  }

  private void compile(String source) {
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, List.of(new Source(source)))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///PostTransport.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
