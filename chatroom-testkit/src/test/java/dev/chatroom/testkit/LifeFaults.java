package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transports that are broken in how connections come, wait and go. */
final class LifeFaults {

  /** Lets the threads end that a transport has left behind. */
  private static final CountDownLatch OVER = new CountDownLatch(1);

  /** What a transport has left open. */
  private static final Queue<java.nio.channels.Pipe> LEFT_OPEN = new ConcurrentLinkedQueue<>();

  /** For what never comes. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private LifeFaults() {}

  /** Ends the threads and closes the descriptors that transports have left behind. */
  static void tidyUp() throws IOException {
    OVER.countDown();
    for (java.nio.channels.Pipe each : LEFT_OPEN) {
      each.source().close();
      each.sink().close();
    }
  }

  static Stream<Breakage> all() {
    return Stream.of(
        new Breakage(
            "T06_one_left_for_each_ending",
            "nobody is told that a connection is gone",
            new NeverGone(),
            8,
            11,
            18,
            19,
            20),
        new Breakage(
            "T06_one_left_for_each_ending", "a silent client never times out", new NeverSilent()),
        new Breakage(
            "T06_one_left_for_each_ending", "who goes leaves twice", new TwoLefts(), 11, 19, 20),
        new Breakage(
            "T07_slow_reader_never_delays_the_others",
            "whatever waits, more is taken",
            new Unbounded()),
        new Breakage(
            "T07_slow_reader_never_delays_the_others",
            "who does not read holds up all",
            new AllWait(),
            12),
        new Breakage(
            "T07_slow_reader_never_delays_the_others",
            "it is not told that somebody reads on",
            new NeverWritable(),
            12),
        new Breakage(
            "T08_wrong_commands_are_refused",
            "a wrong type is thrown out",
            new ThrowsOnWrongTypes()),
        new Breakage(
            "T08_wrong_commands_are_refused",
            "what is unknown is not answered",
            new IgnoresUnknown()),
        new Breakage(
            "T08_hostile_input_harms_nobody_else", "garbage of one ends all", new GarbageEndsAll()),
        new Breakage(
            "T11_commands_after_the_end_are_harmless",
            "who is gone comes back for a command",
            new ActsAfterTheEnd()),
        new Breakage(
            "T12_stop_delivers_what_was_queued", "what was queued is dropped", new DropsQueued()),
        new Breakage("T13_foreign_origin_is_refused", "every origin is let in", new AnyOrigin()),
        new Breakage(
            "T14_nothing_comes_after_the_end",
            "something comes after the end",
            new AfterTheEnd(),
            6,
            7,
            8,
            11,
            12),
        new Breakage("T16_nothing_is_left", "a thread is left", new LeakedThread())
            .because("threads to end"),
        new Breakage("T16_nothing_is_left", "a descriptor is left", new LeakedDescriptor())
            .because("descriptors to be closed"),
        new Breakage(
                "T16_nothing_is_left", "a connection that is gone is remembered", new LeakedPipe())
            .because("the rest; instead: [a pipe]"),
        new Breakage(
            "T06_one_left_for_who_is_kicked", "who is kicked is not told", withoutEvent("kicked")),
        new Breakage(
            "T07_slow_reader_is_closed_where_that_is_the_policy",
            "who does not read is not cut off",
            new NeverEndsWhoDoesNotRead()),
        new Breakage(
            "T12_stop_waits_for_who_is_behind",
            "who does not read when it stops is cut off",
            new DropsWhoIsBehind()),
        new Breakage(
            "T13_origin_that_may_connect_is_let_in", "every page is foreign", new NoPages()),
        new Breakage(
            "T17_who_comes_back_too_late_is_told",
            "the history comes before the reset",
            new LateReset()),
        new Breakage(
            "T17_who_comes_back_misses_nothing", "one too few is resumed", new ResumesOneLater()),
        new Breakage(
            "T18_coalesced_list_ends_right",
            "a list that follows soon is left out",
            new ThrottledLists()),
        new Breakage(
            "T19_many_tabs_are_one_occupant", "each tab is somebody else", new ForgetsTokens()),
        new Breakage(
            "T20_reconnect_storm_ends_well",
            "places of those who are gone stay taken",
            new PlacesStayTaken()));
  }

  private static final class NeverGone extends Fault {
    @Override
    void goes(Pipe pipe) {}
  }

  private static final class NeverSilent extends Fault {
    @Override
    void timesOut(Pipe pipe) {}
  }

  private static final class TwoLefts extends Fault {
    @Override
    void goes(Pipe pipe) {
      var nickname = pipe.session().session().nickname();
      if (nickname.isPresent()) {
        pipe.session().receive("leave", null, null);
        pipe.session().receive("nickname", nickname.get().text(), null);
      }
      super.goes(pipe);
    }
  }

  private static final class Unbounded extends Fault {
    @Override
    boolean isWritable(Pipe pipe) {
      return true;
    }
  }

  private static final class AllWait extends Fault {
    @Override
    void flushes(Pipe pipe) {
      if (pipe.transport.pipes.stream().allMatch(Pipe::isReading)) {
        super.flushes(pipe);
      }
    }
  }

  private static final class NeverWritable extends Fault {
    @Override
    void readsOn(Pipe pipe) {}
  }

  private static final class ThrowsOnWrongTypes extends Fault {
    @Override
    void receives(
        Pipe pipe,
        String event,
        @Nullable Object data,
        @Nullable Consumer<Map<String, Object>> answer) {
      if (event.equals("nickname") && !(data instanceof String)) {
        throw new ClassCastException("not a string");
      }
      super.receives(pipe, event, data, answer);
    }
  }

  private static final class IgnoresUnknown extends Fault {
    @Override
    void receives(
        Pipe pipe,
        String event,
        @Nullable Object data,
        @Nullable Consumer<Map<String, Object>> answer) {
      if (!event.contains("no such")) {
        super.receives(pipe, event, data, answer);
      }
    }
  }

  private static final class GarbageEndsAll extends Fault {
    @Override
    void receivesRaw(Pipe pipe, byte[] raw) {
      List.copyOf(pipe.transport.pipes).forEach(each -> each.takeRaw(raw));
    }
  }

  private static final class ActsAfterTheEnd extends Fault {
    @Override
    void receivesAfterTheEnd(Pipe pipe, String event, @Nullable Object data) {
      Pipe again = pipe.transport.connect(WireRequest.PLAIN, new Deaf());
      again.emit(event, data);
    }
  }

  private static final class DropsQueued extends Fault {
    @Override
    void stops(List<Pipe> pipes) {
      for (Pipe each : pipes) {
        each.end(CloseReason.GOING_AWAY.number(), CloseReason.GOING_AWAY.code());
        each.session().disconnected();
      }
    }
  }

  private static final class AnyOrigin extends Fault {
    @Override
    boolean admits(PipeTransport transport, WireRequest request) {
      return true;
    }
  }

  private static final class AfterTheEnd extends Fault {
    @Override
    void closed(Pipe pipe) {
      pipe.later(() -> pipe.writeAfterTheEnd(new Received("message", Map.of("msg", "late"))));
    }
  }

  private static Fault withoutEvent(String name) {
    return WireFaults.changing(each -> each == null || each.event().equals(name) ? null : each);
  }

  private static final class NeverEndsWhoDoesNotRead extends Fault {
    @Override
    void closes(Pipe pipe, CloseReason reason) {
      if (pipe.isReading()) {
        super.closes(pipe, reason);
      }
    }
  }

  private static final class DropsWhoIsBehind extends Fault {
    @Override
    void stops(List<Pipe> pipes) {
      pipes.stream().filter(each -> !each.isReading()).forEach(Pipe::abort);
      super.stops(pipes);
    }
  }

  private static final class NoPages extends Fault {
    @Override
    boolean admits(PipeTransport transport, WireRequest request) {
      return request.origin() == null;
    }
  }

  private static final class LateReset extends Fault {
    @Override
    List<Received> writes(Pipe pipe, List<Frame> frames) {
      List<Received> all = new ArrayList<>(super.writes(pipe, frames));
      if (all.size() > 1 && all.get(0).event().equals("reset")) {
        all.add(all.remove(0));
      }
      return all;
    }
  }

  private static final class LeakedDescriptor extends Fault {
    @Override
    Duration patience() {
      return SHORT;
    }

    @Override
    void stopped() {
      try {
        LEFT_OPEN.add(java.nio.channels.Pipe.open());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class LeakedThread extends Fault {
    @Override
    Duration patience() {
      return SHORT;
    }

    @Override
    void starts() {
      Thread thread =
          new Thread(
              () -> {
                try {
                  OVER.await();
                } catch (InterruptedException endsToo) {
                  Thread.currentThread().interrupt();
                }
              },
              "left behind");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static final class LeakedPipe extends Fault {
    @Override
    void goes(Pipe pipe) {
      super.goes(pipe);
      pipe.transport.pipes.add(pipe);
    }

    @Override
    void stops(List<Pipe> pipes) {
      super.stops(pipes.stream().filter(each -> !each.isClosed()).toList());
    }
  }

  private static final class ResumesOneLater extends Fault {
    @Override
    WireRequest hears(WireRequest request) {
      String since = request.query().get("since");
      if (since == null) {
        return request;
      }
      int dash = since.indexOf('-') + 1;
      long offset = Long.parseLong(since.substring(dash));
      return request.with("since", since.substring(0, dash) + (offset + 1));
    }
  }

  /** Only of long lists, as those who save traffic do, and nobody remembers the last. */
  private static final class ThrottledLists extends Fault {
    @Override
    List<Received> writes(Pipe pipe, List<Frame> frames) {
      return super.writes(pipe, frames).stream()
          .filter(
              each ->
                  !(each.data() instanceof List<?> list)
                      || !each.event().equals("nicknames")
                      || list.size() < 16
                      || list.size() > 17)
          .toList();
    }
  }

  private static final class ForgetsTokens extends Fault {
    @Override
    WireRequest hears(WireRequest request) {
      List<String> others = new ArrayList<>(request.query().keySet());
      others.remove("token");
      WireRequest less = new WireRequest(Map.of(), request.origin());
      for (String each : others) {
        less = less.with(each, String.valueOf(request.query().get(each)));
      }
      return less;
    }
  }

  private static final class PlacesStayTaken extends Fault {

    private static final int PLACES = 300;

    private int taken;

    @Override
    void starts() {
      taken = 0;
    }

    @Override
    boolean admits(PipeTransport transport, WireRequest request) {
      return super.admits(transport, request) && taken++ < PLACES;
    }
  }

  /** Whoever acts in secret does not listen. */
  private static final class Deaf implements WireListener {
    @Override
    public void event(String name, Object data) {}

    @Override
    public void answer(int ack, Object data) {}

    @Override
    public void ended(int code, String reason) {}
  }
}
