package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transports that are broken in how connections come, wait and go. */
final class LifeFaults {

  /** Lets the threads end that a transport has left behind. */
  static final CountDownLatch OVER = new CountDownLatch(1);

  private LifeFaults() {}

  static Stream<Breakage> all() {
    return Stream.of(
        new Breakage(
            6, "nobody is told that a connection is gone", new NeverGone(), 8, 11, 18, 19, 20),
        new Breakage(6, "a silent client never times out", new NeverSilent()),
        new Breakage(6, "who goes leaves twice", new TwoLefts(), 11, 19, 20),
        new Breakage(7, "whatever waits, more is taken", new Unbounded()),
        new Breakage(7, "who does not read holds up all", new AllWait()),
        new Breakage(7, "it is not told that somebody reads on", new NeverWritable()),
        new Breakage(8, "a wrong type is thrown out", new ThrowsOnWrongTypes()),
        new Breakage(8, "what is unknown is not answered", new IgnoresUnknown()),
        new Breakage(8, "garbage of one ends all", new GarbageEndsAll()),
        new Breakage(11, "who is gone comes back for a command", new ActsAfterTheEnd()),
        new Breakage(12, "what was queued is dropped", new DropsQueued()),
        new Breakage(13, "every origin is let in", new AnyOrigin()),
        new Breakage(14, "something comes after the end", new AfterTheEnd(), 6, 7, 8, 11, 12),
        new Breakage(16, "a thread is left", new LeakedThread()),
        new Breakage(16, "a connection that is gone is remembered", new LeakedPipe()),
        new Breakage(17, "one too few is resumed", new ResumesOneLater()),
        new Breakage(18, "a list that follows soon is left out", new ThrottledLists()),
        new Breakage(19, "each tab is somebody else", new ForgetsTokens()),
        new Breakage(20, "places of those who are gone stay taken", new PlacesStayTaken()));
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

  private static final class LeakedThread extends Fault {
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
