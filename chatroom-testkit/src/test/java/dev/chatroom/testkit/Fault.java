package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.testkit.transport.WireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link PipeTransport} does at each point. As it stands here, it does it right. */
class Fault {

  static final String OWN_ORIGIN = "http://own.example";

  /** How long the rules wait in real time. */
  Duration patience() {
    return Duration.ofSeconds(30);
  }

  void starts() {}

  boolean admits(PipeTransport transport, WireRequest request) {
    String origin = request.origin();
    return origin == null
        || origin.equals(OWN_ORIGIN)
        || transport.limits.allowedOrigins().contains(origin);
  }

  WireRequest hears(WireRequest request) {
    return request;
  }

  void receives(
      Pipe pipe,
      String event,
      @Nullable Object data,
      @Nullable Consumer<Map<String, Object>> answer) {
    pipe.session().receive(event, data, answer);
  }

  void receivesRaw(Pipe pipe, byte[] raw) {
    pipe.takeRaw(raw);
  }

  void receivesAfterTheEnd(Pipe pipe, String event, @Nullable Object data) {}

  boolean isWritable(Pipe pipe) {
    return pipe.isReading();
  }

  List<Received> writes(Pipe pipe, List<Frame> frames) {
    return frames.stream().map(each -> each.encoded(ReceivedFormat.INSTANCE)).toList();
  }

  void answers(Pipe pipe, int ack, Map<String, Object> data) {
    pipe.answer(ack, data);
  }

  void flushes(Pipe pipe) {
    pipe.push();
  }

  void readsOn(Pipe pipe) {
    pipe.session().writable();
  }

  void goes(Pipe pipe) {
    pipe.session().disconnected();
  }

  void timesOut(Pipe pipe) {
    pipe.session().session().close(CloseReason.TIMED_OUT);
  }

  void closes(Pipe pipe, CloseReason reason) {
    pipe.end(reason.number(), reason.code());
  }

  void closed(Pipe pipe) {}

  void stops(List<Pipe> pipes) {
    pipes.forEach(each -> each.session().session().close(CloseReason.GOING_AWAY));
  }

  void stopped() {}
}
