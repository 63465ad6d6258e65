package dev.chatroom.socketio;

import dev.chatroom.web.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Several packets in one body.
 *
 * <p>Engine.IO 4 separates them with U+001E. Engine.IO 3 has two forms: {@code length:packet},
 * where the length counts UTF-16 units, and a binary one with the length in bytes, for clients that
 * can read it when there is something binary to send. Clients 1.x encode text in the first form as
 * UTF-8 twice, 2.x once, and both expect that of the server; what Socket.IO sends to them is ASCII,
 * where it makes no difference. The base separates packets of both versions with U+001E, answers
 * {@code b64=1} in the framing of version 3 only, and encodes twice for all.
 */
final class PollingPayload {

  private static final byte SEPARATOR = 0x1E;
  private static final int TEXT_PACKET = 0;
  private static final int BINARY_PACKET = 1;
  private static final int MESSAGE = 4;
  private static final int LENGTH_END = 0xFF;
  private static final int MAX_LENGTH_DIGITS = 8;

  /** A body of tiny packets would else take thirty times its size while it waits to be handled. */
  static final int MAX_PACKETS = 16_384;

  private PollingPayload() {}

  /** What answers a poll, and whether it is text. */
  static final class Body {
    private final byte[] bytes;
    private final boolean text;

    private Body(byte[] bytes, boolean text) {
      this.bytes = bytes;
      this.text = text;
    }

    /** Returns the bytes; not a copy. */
    byte[] bytes() {
      return bytes;
    }

    boolean isText() {
      return text;
    }
  }

  /**
   * Puts packets together.
   *
   * @param base64 whether the client takes text only
   */
  static Body encode(List<PollingPacket> packets, EngineVersion version, boolean base64) {
    boolean binary =
        version == EngineVersion.V3
            && !base64
            && packets.stream().anyMatch(PollingPacket::isBinary);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (PollingPacket packet : packets) {
      if (version == EngineVersion.V4) {
        if (body.size() > 0) {
          body.write(SEPARATOR);
        }
        body.writeBytes(packet.isBinary() ? base64("b", packet) : packet.bytes());
      } else if (binary) {
        encodeBinary(packet, body);
      } else {
        byte[] text = packet.isBinary() ? base64("b4", packet) : packet.bytes();
        body.writeBytes((utf16Units(text) + ":").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(text);
      }
    }
    return new Body(body.toByteArray(), !binary);
  }

  private static byte[] base64(String prefix, PollingPacket packet) {
    return (prefix + Base64.getEncoder().encodeToString(packet.bytes()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void encodeBinary(PollingPacket packet, ByteArrayOutputStream body) {
    byte[] bytes = packet.bytes();
    int length = packet.isBinary() ? bytes.length + 1 : bytes.length;
    body.write(packet.isBinary() ? BINARY_PACKET : TEXT_PACKET);
    String.valueOf(length).chars().forEach(digit -> body.write(digit - '0'));
    body.write(LENGTH_END);
    if (packet.isBinary()) {
      body.write(MESSAGE);
    }
    body.writeBytes(bytes);
  }

  /** Every code point begins with one byte that continues none; four bytes are two units. */
  private static int utf16Units(byte[] utf8) {
    int units = 0;
    for (byte each : utf8) {
      units += (each & 0xC0) == 0x80 ? 0 : (each & 0xF8) == 0xF0 ? 2 : 1;
    }
    return units;
  }

  /** Wraps a payload of text in a script, for pages that poll by adding script elements. */
  static byte[] jsonp(int index, byte[] payload) {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(("___eio[" + index + "](").getBytes(StandardCharsets.US_ASCII));
    script.writeBytes(Json.ascii(new String(payload, StandardCharsets.UTF_8)));
    script.writeBytes(");".getBytes(StandardCharsets.US_ASCII));
    return script.toByteArray();
  }

  /**
   * Takes a body apart.
   *
   * @return the packets; nothing when the body is malformed
   */
  static Optional<List<EnginePacket>> decode(byte[] body, boolean binary, EngineVersion version) {
    if (binary) {
      return version == EngineVersion.V3 ? decodeBinary(body) : Optional.empty();
    }
    return utf8(body).flatMap(text -> decodeText(text, version));
  }

  /** Takes a text apart. */
  static Optional<List<EnginePacket>> decodeText(String text, EngineVersion version) {
    return version == EngineVersion.V4
        ? packets(List.of(text.split("\u001E", MAX_PACKETS + 1)), "b")
        : decodeLengths(text).flatMap(packets -> packets(packets, "b4"));
  }

  private static Optional<List<EnginePacket>> packets(List<String> texts, String binaryPrefix) {
    if (texts.size() > MAX_PACKETS) {
      return Optional.empty();
    }
    List<EnginePacket> packets = new ArrayList<>(texts.size());
    for (String text : texts) {
      Optional<EnginePacket> packet =
          text.startsWith(binaryPrefix)
              ? base64(text.substring(binaryPrefix.length()))
              : text(text);
      if (packet.isEmpty()) {
        return Optional.empty();
      }
      packets.add(packet.get());
    }
    return Optional.of(packets);
  }

  private static Optional<EnginePacket> text(String packet) {
    return EnginePacket.isText(packet)
        ? Optional.of(new EnginePacket.Text(packet))
        : Optional.empty();
  }

  private static Optional<EnginePacket> base64(String message) {
    try {
      return Optional.of(new EnginePacket.Binary(Base64.getDecoder().decode(message)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
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
      if (length > text.length() - start || packets.size() == MAX_PACKETS) {
        return Optional.empty();
      }
      at = start + length;
      packets.add(onceDecoded(text.substring(start, at)));
    }
    return packets.isEmpty() ? Optional.empty() : Optional.of(packets);
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

  private static Optional<List<EnginePacket>> decodeBinary(byte[] body) {
    List<EnginePacket> packets = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(body);
    while (in.hasRemaining()) {
      int kind = in.get();
      int length = 0;
      int digits = 0;
      int next = LENGTH_END;
      while (in.hasRemaining() && (next = in.get() & 0xFF) <= 9 && digits < MAX_LENGTH_DIGITS) {
        length = 10 * length + next;
        digits++;
      }
      boolean isLength = next == LENGTH_END && digits > 0 && length <= in.remaining();
      if (!isLength || packets.size() == MAX_PACKETS) {
        return Optional.empty();
      }
      byte[] packet = new byte[length];
      in.get(packet);
      Optional<EnginePacket> decoded =
          kind == TEXT_PACKET ? utf8(packet).flatMap(PollingPayload::text) : binary(kind, packet);
      if (decoded.isEmpty()) {
        return Optional.empty();
      }
      packets.add(decoded.get());
    }
    return packets.isEmpty() ? Optional.empty() : Optional.of(packets);
  }

  private static Optional<EnginePacket> binary(int kind, byte[] packet) {
    return kind == BINARY_PACKET && packet.length > 0 && packet[0] == MESSAGE
        ? Optional.of(new EnginePacket.Binary(Arrays.copyOfRange(packet, 1, packet.length)))
        : Optional.empty();
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
