package dev.chatroom.socketio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several packets in one body.
 *
 * <p>Engine.IO 4 separates them with U+001E. Engine.IO 3 has two forms: {@code length:packet},
 * where the length counts UTF-16 units, and a binary one with the length in bytes. Clients 1.x
 * encode text in the first form as UTF-8 twice, 2.x once, and both expect that of the server; what
 * we send is ASCII, where it makes no difference.
 */
final class PollingPayload {

  private static final byte SEPARATOR = 0x1E;
  private static final int TEXT_PACKET = 0;
  private static final int LENGTH_END = 0xFF;
  private static final int MAX_LENGTH_DIGITS = 8;

  private PollingPayload() {}

  static byte[] encode(List<byte[]> asciiPackets, EngineVersion version) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (byte[] packet : asciiPackets) {
      if (version == EngineVersion.V3) {
        payload.writeBytes((packet.length + ":").getBytes(StandardCharsets.US_ASCII));
      } else if (payload.size() > 0) {
        payload.write(SEPARATOR);
      }
      payload.writeBytes(packet);
    }
    return payload.toByteArray();
  }

  /** Wraps a payload in a script, for pages that poll by adding script elements. */
  static byte[] jsonp(int index, byte[] asciiPayload) {
    String payload = new String(asciiPayload, StandardCharsets.US_ASCII);
    byte[] literal = Json.ascii(payload);
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(("___eio[" + index + "](").getBytes(StandardCharsets.US_ASCII));
    script.writeBytes(literal);
    script.writeBytes(");".getBytes(StandardCharsets.US_ASCII));
    return script.toByteArray();
  }

  /**
   * Takes a body apart.
   *
   * @return the packets with text; nothing when the body is malformed
   */
  static Optional<List<String>> decode(byte[] body, boolean binary, EngineVersion version) {
    if (binary) {
      return version == EngineVersion.V3 ? decodeBinary(body) : Optional.empty();
    }
    return utf8(body).flatMap(text -> decodeText(text, version));
  }

  /** Takes a text apart. */
  static Optional<List<String>> decodeText(String text, EngineVersion version) {
    return version == EngineVersion.V4
        ? Optional.of(List.of(text.split("\u001E", -1)))
        : decodeLengths(text);
  }

  private static Optional<List<String>> decodeLengths(String text) {
    List<String> packets = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      if (colon <= at || colon - at > MAX_LENGTH_DIGITS || !isNumber(text.substring(at, colon))) {
        return Optional.empty();
      }
      int start = colon + 1;
      int length = Integer.parseInt(text.substring(at, colon));
      if (length > text.length() - start) {
        return Optional.empty();
      }
      at = start + length;
      packets.add(onceDecoded(text.substring(start, at)));
    }
    return Optional.of(packets);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Undoes the second encoding of 1.x: text that is all bytes, and UTF-8 as such. */
  private static String onceDecoded(String packet) {
    if (packet.chars().allMatch(c -> c < 0x80) || packet.chars().anyMatch(c -> c > 0xFF)) {
      return packet;
    }
    return utf8(packet.getBytes(StandardCharsets.ISO_8859_1)).orElse(packet);
  }

  private static Optional<List<String>> decodeBinary(byte[] body) {
    List<String> packets = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(body);
    while (in.hasRemaining()) {
      boolean text = in.get() == TEXT_PACKET;
      int length = 0;
      int digits = 0;
      int next = LENGTH_END;
      while (in.hasRemaining() && (next = in.get() & 0xFF) <= 9 && digits < MAX_LENGTH_DIGITS) {
        length = 10 * length + next;
        digits++;
      }
      if (next != LENGTH_END || digits == 0 || length > in.remaining()) {
        return Optional.empty();
      }
      byte[] packet = new byte[length];
      in.get(packet);
      if (text) {
        Optional<String> decoded = utf8(packet);
        if (decoded.isEmpty()) {
          return Optional.empty();
        }
        packets.add(decoded.get());
      }
    }
    return Optional.of(packets);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
