package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response that comes in chunks (RFC 9112 §7.1). */
final class ChunkedBody extends InputStream {

  private final InputStream in;
  private final int status;
  private int left;
  private boolean isFirst = true;

  /** Reads the head of the response; its status may be one that has no such body. */
  ChunkedBody(InputStream in) throws IOException {
    this.in = in;
    status = Integer.parseInt(line().split(" ", 3)[1]);
    while (!line().isEmpty()) {
      // That the body comes in chunks is all that its headers say.
    }
  }

  int status() {
    return status;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (left == 0) {
      left = nextChunk();
    }
    if (left == 0) {
      return -1;
    }
    int read = in.read(bytes, from, Math.min(left, length));
    if (read < 0) {
      throw new EOFException("cut off inside of a chunk");
    }
    left -= read;
    return read;
  }

  private int nextChunk() throws IOException {
    if (!isFirst) {
      line();
    }
    isFirst = false;
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0) {
        throw new EOFException("cut off inside of a line");
      }
      line.write(each);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
