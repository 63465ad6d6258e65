package dev.chatroom.testkit;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.WireFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The wire format of loopback clients: what a decoder would make at the other end. */
final class ReceivedFormat implements WireFormat<Received> {

  static final ReceivedFormat INSTANCE = new ReceivedFormat();

  private ReceivedFormat() {}

  @Override
  public Class<Received> type() {
    return Received.class;
  }

  @Override
  public Received encode(Frame frame) {
    return new Received(frame.event(), plain(frame.data()));
  }

  /** A frame inside the data stands for its data. */
  private static Object plain(Object data) {
    if (data instanceof Frame frame) {
      return frame.encoded(INSTANCE).data();
    } else if (data instanceof List<?> list) {
      return list.stream().map(ReceivedFormat::plain).toList();
    } else if (data instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, plain(value)));
      return Collections.unmodifiableMap(copy);
    }
    return data;
  }
}
