package dev.chatroom.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.report.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Results in a file, a line of JSON each, after a line that says where they are from; one that was
 * added stays when a later one fails.
 */
final class Results {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path file;

  Results(Path file) {
    this.file = file;
  }

  /**
   * Begins the file.
   *
   * @param appends whether there may be one from the same machine and software, to be gone on with
   * @throws IOException if there is one that is not to be gone on with
   */
  void begin(Origin origin, boolean appends) throws IOException {
    if (!Files.exists(file)) {
      write(origin, StandardOpenOption.CREATE_NEW);
    } else if (!appends) {
      throw new IOException(file + ": is there (expected: another --out, or --append)");
    } else if (!origin().isLike(origin)) {
      throw new IOException(file + ": from " + origin() + " (expected: " + origin + ")");
    }
  }

  void add(Result result) throws IOException {
    write(result, StandardOpenOption.APPEND);
  }

  private void write(Object value, StandardOpenOption option) throws IOException {
    Files.writeString(
        file, mapper.writeValueAsString(value) + "\n", StandardOpenOption.WRITE, option);
  }

  Origin origin() throws IOException {
    return mapper.readValue(lines().get(0), Origin.class);
  }

  List<Result> all() throws IOException {
    List<String> lines = lines();
    List<Result> all = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      all.add(mapper.readValue(line, Result.class));
    }
    return all;
  }

  private List<String> lines() throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty()) {
      throw new IOException(file + ": empty (expected: a line that says where it is from)");
    }
    return lines;
  }
}
