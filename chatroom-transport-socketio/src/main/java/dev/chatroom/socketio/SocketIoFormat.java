package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.WireFormat;
import dev.chatroom.web.Json;
import dev.chatroom.web.WebSocketText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Events as Socket.IO packets in Engine.IO packets: {@code 42["message",{…}]}. The same for all
 * versions of the two protocols.
 */
enum SocketIoFormat implements WireFormat<SocketIoFormat.Encoded> {
  /** For WebSockets, in a frame that is ready to the last byte, and for polls of Engine.IO 4. */
  UTF_8,
  /** For polls of Engine.IO 3, with escapes for all else: see {@link PollingPayload}. */
  ASCII;

  /** An Engine.IO message that is a Socket.IO event. */
  private static final String EVENT = "42";

  @Override
  public Class<Encoded> type() {
    return Encoded.class;
  }

  @Override
  public Encoded encode(Frame frame) {
    byte[] name = (EVENT + "[\"" + frame.event() + "\",").getBytes(StandardCharsets.US_ASCII);
    byte[] data = data(frame.data());
    byte[] packet = new byte[name.length + data.length + 1];
    System.arraycopy(name, 0, packet, 0, name.length);
    System.arraycopy(data, 0, packet, name.length, data.length);
    packet[packet.length - 1] = ']';
    if (this == ASCII) {
      return new Encoded(packet, 0, name.length, data.length);
    }
    int header = WebSocketText.headerBytes(packet.length);
    return new Encoded(WebSocketText.frame(packet), header, header + name.length, data.length);
  }

  private byte[] data(Object data) {
    return data instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Frame
        ? join(list)
        : this == ASCII ? Json.ascii(data) : Json.bytes(data);
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

  /** What goes over the wire, and where in it the packet and the data of the event are. */
  static final class Encoded {
    private final byte[] bytes;
    private final int packetStart;
    private final int dataStart;
    private final int dataLength;

    private Encoded(byte[] bytes, int packetStart, int dataStart, int dataLength) {
      this.bytes = bytes;
      this.packetStart = packetStart;
      this.dataStart = dataStart;
      this.dataLength = dataLength;
    }

    /** Returns the WebSocket frame; not to be changed. */
    byte[] frame() {
      return bytes;
    }

    /** Returns where in the frame the packet starts. */
    int packetStart() {
      return packetStart;
    }

    /** Returns how long the packet is. */
    int packetLength() {
      return bytes.length - packetStart;
    }

    /** Returns the packet, for a poll. */
    PollingPacket packet() {
      return PollingPacket.text(bytes, packetStart);
    }
  }
}
