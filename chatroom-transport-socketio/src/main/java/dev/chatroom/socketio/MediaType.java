package dev.chatroom.socketio;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The media types of files, by the endings of their names. */
final class MediaType {

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          text("html", "html"),
          text("css", "css"),
          text("js", "javascript"),
          text("mjs", "javascript"),
          text("txt", "plain"),
          text("csv", "csv"),
          Map.entry("xml", "application/xml"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff", "font/woff"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("ttf", "font/ttf"),
          Map.entry("otf", "font/otf"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"));

  private MediaType() {}

  private static Map.Entry<String, String> text(String ending, String subtype) {
    return Map.entry(ending, "text/" + subtype + "; charset=utf-8");
  }

  static Optional<String> of(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_ENDING.get(ending));
  }
}
