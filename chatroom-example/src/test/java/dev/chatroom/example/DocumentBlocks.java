package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What is quoted in the documents, to be tried as it stands there. */
final class DocumentBlocks {

  private DocumentBlocks() {}

  /** Returns all blocks of a language, in order; there is at least one. */
  static List<String> of(String document, String language) {
    Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    try {
      String text = Files.readString(Path.of("..").resolve(document));
      List<String> blocks = block.matcher(text).results().map(found -> found.group(1)).toList();
      assertThat(blocks).as("%s in %s", language, document).isNotEmpty();
      return blocks;
    } catch (IOException noDocument) {
      throw new UncheckedIOException(noDocument);
    }
  }
}
