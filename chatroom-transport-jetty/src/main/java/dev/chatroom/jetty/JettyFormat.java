package dev.chatroom.jetty;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.WireFormat;
import dev.chatroom.web.Json;
import dev.chatroom.web.WebSocketText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Events as JSON objects: {@code {"event":"message","data":{…}}}, each in a frame that is ready to
 * the last byte.
 */
enum JettyFormat implements WireFormat<JettyFormat.Encoded> {
  UTF_8;

  @Override
  public Class<Encoded> type() {
    return Encoded.class;
  }

  @Override
  public Encoded encode(Frame frame) {
    byte[] start =
        ("{\"event\":\"" + frame.event() + "\",\"data\":").getBytes(StandardCharsets.US_ASCII);
    byte[] data = data(frame.data());
    byte[] object = new byte[start.length + data.length + 1];
    System.arraycopy(start, 0, object, 0, start.length);
    System.arraycopy(data, 0, object, start.length, data.length);
    object[object.length - 1] = '}';
    int header = WebSocketText.headerBytes(object.length);
    return new Encoded(WebSocketText.frame(object), header + start.length, data.length);
  }

  private byte[] data(Object data) {
    return data instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Frame
        ? join(list)
        : Json.bytes(data);
  }

  /** The data of each frame was encoded when the frame was: it is copied. */
  private byte[] join(List<?> frames) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    char separator = '[';
    for (Object each : frames) {
      joined.write(separator);
      Encoded encoded = ((Frame) each).encoded(this);
      joined.write(encoded.bytes, encoded.dataStart, encoded.dataLength);
      separator = ',';
    }
    joined.write(']');
    return joined.toByteArray();
  }

  /** What goes over the wire, and where in it the data of the event is. */
  static final class Encoded {

    private final byte[] bytes;
    private final int dataStart;
    private final int dataLength;

    private Encoded(byte[] bytes, int dataStart, int dataLength) {
      this.bytes = bytes;
      this.dataStart = dataStart;
      this.dataLength = dataLength;
    }

    /** Returns the frame; not to be changed. */
    byte[] frame() {
      return bytes;
    }
  }
}
