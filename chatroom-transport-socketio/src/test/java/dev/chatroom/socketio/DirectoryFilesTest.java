package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryFilesTest {

  @TempDir Path directory;
  private DirectoryFiles files;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    files = new DirectoryFiles(directory);
    file = Files.writeString(directory.resolve("a.css"), "p{}");
  }

  @Test
  void a_file_that_is_there_but_cannot_be_read_is_not_missing() {
    FileSystemException failure =
        new FileSystemException(file.toString(), null, "Too many open files");
    assertThat(files.isMissing("a.css", failure)).isFalse();
    assertThat(files.isMissing("b.css", failure)).isTrue();
  }

  @Test
  void what_we_may_not_read_is_missing() {
    String name = file.toString();
    assertThat(files.isMissing("a.css", new AccessDeniedException(name))).isTrue();
    assertThat(files.isMissing("a.css", new NoSuchFileException(name))).isTrue();
    assertThat(files.isMissing("a.css", new NotDirectoryException(name))).isTrue();
  }

  @Test
  void when_the_directory_cannot_be_looked_at_nothing_is_missing() {
    FileSystemException failure =
        new FileSystemException(file.toString(), null, "Stale file handle");
    assertThat(new DirectoryFiles(file).isMissing("a.css", failure)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.css", "a.css/b.css", "loop.css", "long"})
  void what_a_client_may_make_up_is_missing(String name) throws IOException {
    Files.createSymbolicLink(directory.resolve("loop.css"), Path.of("loop.css"));
    String asked = name.equals("long") ? "x".repeat(4_000) + ".css" : name;
    assertThat(files.open(asked, "text/css")).isEmpty();
  }
}
