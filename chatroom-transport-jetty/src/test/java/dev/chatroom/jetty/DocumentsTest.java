package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java about Jetty in the guide to embedding compiles, as it stands there. */
class DocumentsTest {

  private static final Pattern SECTION =
      Pattern.compile("^## [^\n]*Jetty\n.*?(?=^## )", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path classes;

  @Test
  void the_guide_to_embedding_compiles_step_by_step() throws IOException {
    Matcher section = SECTION.matcher(Files.readString(Path.of("../docs/embedding.md")));
    assertThat(section.find()).isTrue();
    List<String> steps =
        BLOCK.matcher(section.group()).results().map(found -> found.group(1)).toList();
    assertThat(steps).hasSizeGreaterThan(2);
    String source =
        "import dev.chatroom.*; import dev.chatroom.jetty.*; import jakarta.servlet.http.*;"
            + " import org.eclipse.jetty.ee10.servlet.*; import org.eclipse.jetty.server.*;"
            + " import org.eclipse.jetty.server.handler.*;\n"
            + "class Embedding { void steps(ChatRooms rooms) throws Exception {\n"
            + String.join("\n", steps)
            + "}}";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    boolean compiled =
        compiler.getTask(messages, null, null, options, null, List.of(new Source(source))).call();
    assertThat(compiled).as("%s%n%s", messages, source).isTrue();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Embedding.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
