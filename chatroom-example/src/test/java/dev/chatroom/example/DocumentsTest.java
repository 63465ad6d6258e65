package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the documents compiles, as it stands there; here because both transports are. */
class DocumentsTest {

  private static final Pattern CLASS =
      Pattern.compile("^(?:public )?class (\\w+)", Pattern.MULTILINE);

  @TempDir Path classes;

  private static List<String> blocks(String document) {
    return DocumentBlocks.of(document, "java");
  }

  private void compiles(String source) {
    Matcher name = CLASS.matcher(source);
    assertThat(name.find()).isTrue();
    JavaFileObject file = new Source(name.group(1), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file)).call();
    assertThat(compiled).as("%s%n%s", messages, source).isTrue();
  }

  @Test
  void the_readme_compiles_class_by_class() {
    blocks("README.md").forEach(this::compiles);
  }

  @Test
  void the_embedding_example_of_the_readme_has_no_more_than_fifteen_lines() {
    String withoutImports = blocks("README.md").get(0).replaceAll("(?m)^import .*\n", "").strip();
    assertThat(withoutImports.lines()).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void the_test_of_a_policy_in_the_readme_has_fewer_than_twenty_lines() {
    String withoutImports = blocks("README.md").get(1).replaceAll("(?m)^import .*\n", "").strip();
    assertThat(withoutImports).contains("@Test");
    assertThat(withoutImports.lines()).hasSizeLessThan(20);
  }

  @Test
  void the_guide_to_embedding_compiles_step_by_step() {
    compiles(
        "import dev.chatroom.*; import dev.chatroom.policy.*; import dev.chatroom.spi.*;"
            + " import dev.chatroom.jetty.*; import dev.chatroom.socketio.*;"
            + " import dev.chatroom.redis.*; import io.lettuce.core.RedisURI;"
            + " import dev.chatroom.testkit.*; import jakarta.servlet.http.HttpServlet;"
            + " import org.eclipse.jetty.ee10.servlet.ServletContextHandler;"
            + " import org.eclipse.jetty.server.Server;"
            + " import org.eclipse.jetty.server.handler.ContextHandler;"
            + " import org.eclipse.jetty.server.handler.ContextHandlerCollection;"
            + " import org.eclipse.jetty.server.handler.ResourceHandler;"
            + " import org.eclipse.jetty.util.resource.ResourceFactory;"
            + " import io.netty.buffer.*; import io.netty.channel.*; import io.netty.channel.nio.*;"
            + " import io.netty.handler.codec.http.*;"
            + " import java.nio.file.Files; import java.nio.file.Path;"
            + " import static java.nio.charset.StandardCharsets.UTF_8;"
            + " import java.security.SecureRandom; import java.time.*; import java.util.*;"
            + " import java.util.concurrent.*; import java.util.concurrent.atomic.*;"
            + " import java.util.regex.*;\n"
            + "class Embedding { void steps() throws Exception {\n"
            + String.join("\n", blocks("docs/embedding.md"))
            + "}}");
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
