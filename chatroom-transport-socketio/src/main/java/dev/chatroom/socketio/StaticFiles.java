package dev.chatroom.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Files from the class path, to be served beside the chat: a page, its scripts and styles.
 *
 * <pre>{@code
 * StaticFiles.classPath(Main.class, "web")
 *     .index("home.html")
 *     .file("/js/socket.io.js", "/META-INF/resources/webjars/…/socket.io.js")
 *     .header("Content-Security-Policy", "default-src 'self'");
 * }</pre>
 *
 * <p>Files are read once and kept. Immutable; each method returns a new one.
 */
public final class StaticFiles {

  /** No dot at the start of a segment, so no way up and no hidden file. */
  private static final Pattern SAFE_PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  /** The pattern's repetition takes stack for each segment. */
  private static final int MAX_PATH_CHARS = 256;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon");

  private final Class<?> anchor;
  private final String folder;
  private final Map<String, String> named;
  private final Map<String, String> headers;
  private final Map<String, Content> read = new ConcurrentHashMap<>();

  private StaticFiles(
      Class<?> anchor, String folder, Map<String, String> named, Map<String, String> headers) {
    this.anchor = anchor;
    this.folder = folder;
    this.named = Map.copyOf(named);
    this.headers = Map.copyOf(headers);
  }

  /**
   * Serves a folder of the class path at {@code /}.
   *
   * @param anchor a class beside the folder
   * @param folder the folder, as in {@link Class#getResource}
   * @return the files
   */
  public static StaticFiles classPath(Class<?> anchor, String folder) {
    return new StaticFiles(anchor, folder, Map.of(), Map.of());
  }

  /**
   * Serves a file of the folder at {@code /} itself.
   *
   * @param file the file
   * @return the files with it
   */
  public StaticFiles index(String file) {
    return file("/", folder + "/" + file);
  }

  /**
   * Serves a resource from elsewhere at one path.
   *
   * @param path where it is served, beginning with a slash
   * @param resource the resource, as in {@link Class#getResource}
   * @return the files with it
   */
  public StaticFiles file(String path, String resource) {
    return new StaticFiles(anchor, folder, with(named, path, resource), headers);
  }

  /**
   * Adds a header to every answer about a path of the files, also to one that is not there.
   *
   * @param name of the header
   * @param value of the header
   * @return the files with it
   */
  public StaticFiles header(String name, String value) {
    return new StaticFiles(anchor, folder, named, with(headers, name, value));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Returns the file at a path, or nothing; any path may be asked for. */
  Optional<Content> at(String path) {
    String resource = named.get(path);
    if (resource == null) {
      if (path.length() > MAX_PATH_CHARS || !SAFE_PATH.matcher(path).matches()) {
        return Optional.empty();
      }
      resource = folder + path;
    }
    Content known = read.get(resource);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Content> content = read(resource);
    // What is not there is not kept: anybody may ask for any number of names.
    if (content.isPresent()) {
      read.put(resource, content.get());
    }
    return content;
  }

  private Optional<Content> read(String resource) {
    String extension = resource.substring(resource.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.get(extension);
    if (type == null) {
      return Optional.empty();
    }
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(new Content(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's type and bytes. */
  static final class Content {
    private final String type;
    private final byte[] bytes;

    Content(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    String type() {
      return type;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
