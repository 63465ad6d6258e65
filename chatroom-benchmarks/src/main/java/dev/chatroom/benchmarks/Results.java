package dev.chatroom.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatroom.benchmarks.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Results in a file, a line of JSON each; one that was added stays when a later one fails. */
final class Results {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path file;

  Results(Path file) {
    this.file = file;
  }

  void add(Result result) throws IOException {
    Files.writeString(
        file,
        mapper.writeValueAsString(result) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  List<Result> all() throws IOException {
    List<Result> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      all.add(mapper.readValue(line, Result.class));
    }
    return all;
  }
}
