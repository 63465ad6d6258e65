package dev.chatroom.socketio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of the class path or of a directory, to be served beside the chat: a page, its scripts and
 * styles.
 *
 * <pre>{@code
 * StaticFiles.classPath(Main.class, "web")
 *     .index("home.html")
 *     .file("/js/socket.io.js", "/META-INF/resources/webjars/…/socket.io.js")
 *     .header("Content-Security-Policy", "default-src 'self'");
 * }</pre>
 *
 * <p>Served is what has a name of letters, digits, {@code _}, {@code -} and {@code .}, with no dot
 * at the beginning of it or of a folder, and an ending whose media type is known: those of pages,
 * scripts, styles, fonts, images, sound and text. Paths have at most 256 characters. Everything
 * else is not found, and so is what a symbolic link in a directory has outside of it.
 *
 * <p>Answers carry an {@code ETag}, and a client that has the file is answered 304 (RFC 9110
 * §13.1.2). Files of the class path are read once and kept in memory; those of a directory are
 * looked at for each request, and large ones sent in pieces. They are read by threads of their own,
 * at most four for a transport.
 *
 * <p>Immutable; each method returns a new one.
 */
public final class StaticFiles {

  /** No dot at the start of a segment, so no way up and no hidden file. */
  private static final Pattern SAFE_PATH =
      Pattern.compile("(?:/[\\p{L}\\p{N}_-][\\p{L}\\p{M}\\p{N}._-]*+)++");

  /** The pattern's repetition takes stack for each segment. */
  private static final int MAX_PATH_CHARS = 256;

  private final FileSource source;
  private final String folder;
  private final ClassPathFiles resources;
  private final Options options;

  private StaticFiles(FileSource source, String folder, ClassPathFiles resources, Options options) {
    this.source = source;
    this.folder = folder;
    this.resources = resources;
    this.options = options;
  }

  private record Options(
      @Nullable String index,
      Map<String, String> named,
      Map<String, String> headers,
      String cacheControl) {}

  private static final Options DEFAULTS = new Options(null, Map.of(), Map.of(), "no-cache");

  /**
   * Serves a folder of the class path at {@code /}.
   *
   * @param anchor a class beside the folder
   * @param folder the folder, as in {@link Class#getResource}
   * @return the files
   */
  public static StaticFiles classPath(Class<?> anchor, String folder) {
    ClassPathFiles resources = new ClassPathFiles(anchor);
    return new StaticFiles(resources, folder + "/", resources, DEFAULTS);
  }

  /**
   * Serves a directory at {@code /}. What is changed in it is seen by the next request; so is
   * another directory in its place.
   *
   * @param directory the directory
   * @return the files
   * @throws IllegalArgumentException if it is no directory
   */
  public static StaticFiles directory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException("directory: " + directory + " (expected: a directory)");
    }
    ClassPathFiles resources = new ClassPathFiles(StaticFiles.class);
    return new StaticFiles(new DirectoryFiles(directory), "", resources, DEFAULTS);
  }

  /**
   * Serves a file at {@code /}: the one of that name there, and in each folder at the folder's path
   * with a slash at its end.
   *
   * @param file its name
   * @return the files with it
   */
  public StaticFiles index(String file) {
    return with(new Options(file, options.named(), options.headers(), options.cacheControl()));
  }

  /**
   * Serves a file of the class path at a path of its own.
   *
   * @param path the path, with a slash at its beginning
   * @param resource the file, as in {@link Class#getResource}; for the files of a directory with a
   *     slash at its beginning
   * @return the files with it
   */
  public StaticFiles file(String path, String resource) {
    Map<String, String> named = with(options.named(), path, resource);
    return with(new Options(options.index(), named, options.headers(), options.cacheControl()));
  }

  /**
   * Adds a header to every answer about a path of the files, also to one that is not there.
   *
   * @param name of the header
   * @param value of the header
   * @return the files with it
   */
  public StaticFiles header(String name, String value) {
    Map<String, String> headers = with(options.headers(), name, value);
    return with(new Options(options.index(), options.named(), headers, options.cacheControl()));
  }

  /**
   * Lets clients use a file for some time without asking whether it has changed. Default: they ask
   * each time.
   *
   * @param age how long, in whole seconds; not negative
   * @return the files with it
   */
  public StaticFiles maxAge(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("maxAge: " + age + " (expected: >= 0)");
    }
    String cacheControl = "max-age=" + age.toSeconds();
    return with(new Options(options.index(), options.named(), options.headers(), cacheControl));
  }

  private StaticFiles with(Options changed) {
    return new StaticFiles(source, folder, resources, changed);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }

  Map<String, String> headers() {
    return options.headers();
  }

  String cacheControl() {
    return options.cacheControl();
  }

  /** Returns where the file at a path would be, or nothing; any path may be asked for. */
  Optional<Place> at(String path) {
    String resource = options.named().get(path);
    if (resource != null) {
      return place(resources, resource);
    }
    String file = path.endsWith("/") && options.index() != null ? path + options.index() : path;
    return file.length() <= MAX_PATH_CHARS && SAFE_PATH.matcher(file).matches()
        ? place(source, folder + file.substring(1))
        : Optional.empty();
  }

  private static Optional<Place> place(FileSource source, String name) {
    return MediaType.of(name).map(type -> new Place(source, name, type));
  }

  /** Where a file is, if there is one. */
  record Place(FileSource source, String name, String type) {

    /** Returns the file if that needs no reading. */
    Optional<StaticFile> inMemory() {
      return source.inMemory(name);
    }

    /** Returns the file if there is one; takes its time. */
    Optional<StaticFile> open() throws IOException {
      return source.open(name, type);
    }
  }
}
