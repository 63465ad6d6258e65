package dev.chatroom.testkit;

import dev.chatroom.spi.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transports that are broken in what they read and write. */
final class WireFaults {

  private WireFaults() {}

  static Stream<Breakage> all() {
    return Stream.of(
        new Breakage("T01_answer_precedes_what_it_caused", "answers are late", new LateAnswers()),
        new Breakage(
            "T02_one_order_for_all_receivers",
            "two messages change places for some",
            new Reordered(),
            4),
        new Breakage(
            "T03_order_per_sender", "large messages take another way", new LargeOnesLater()),
        new Breakage(
            "T04_authors_see_their_own_messages",
            "authors get no echo",
            new NoEcho(),
            1,
            2,
            8,
            10,
            11,
            15,
            17),
        new Breakage(
            "T05_one_winner_among_concurrent_claims",
            "every claim is answered with ok",
            new AllWin()),
        new Breakage(
            "T09_text_arrives_as_it_was_sent",
            "astral characters are mangled",
            changed("[^\\x00-\\uffff]", "?")),
        new Breakage("T09_text_arrives_as_it_was_sent", "lines are joined", changed("\n", " ")),
        new Breakage(
            "T09_text_arrives_as_it_was_sent",
            "the end of the longest text is cut off",
            changed("(?s)^(.{65535}).", "$1")),
        new Breakage(
            "T10_event_is_encoded_once", "each client has its event encoded", new EncodedForEach()),
        new Breakage(
            "T15_rate_limit_says_retry_after", "how long to wait is not said", new NoRetryAfter()));
  }

  private static boolean isMessage(Received event) {
    return event.event().equals("message");
  }

  /** Changes each event that goes out; one that becomes null is left out. */
  static Fault changing(UnaryOperator<@Nullable Received> change) {
    return new Fault() {
      @Override
      List<Received> writes(Pipe pipe, List<Frame> frames) {
        List<Received> changed = new ArrayList<>();
        for (Received each : super.writes(pipe, frames)) {
          Received now = change.apply(each);
          if (now != null) {
            changed.add(now);
          }
        }
        return changed;
      }
    };
  }

  private static Fault changed(String pattern, String replacement) {
    return changing(
        event -> {
          if (event == null || !isMessage(event)) {
            return event;
          }
          return with(event, "msg", event.field("msg").replaceAll(pattern, replacement));
        });
  }

  static Received with(Received event, String field, Object value) {
    Map<Object, Object> data = new LinkedHashMap<>((Map<?, ?>) event.data());
    data.put(field, value);
    return new Received(event.event(), data);
  }

  private static final class LateAnswers extends Fault {

    @Override
    void answers(Pipe pipe, int ack, Map<String, Object> data) {
      pipe.later(
          () -> {
            pipe.answer(ack, data);
            pipe.flush();
          });
    }
  }

  private static final class Reordered extends Fault {

    @Override
    List<Received> writes(Pipe pipe, List<Frame> frames) {
      List<Received> all = new ArrayList<>(super.writes(pipe, frames));
      for (int i = 1; i < all.size() && pipe.transport.pipes.indexOf(pipe) % 2 == 0; i++) {
        Received first = all.get(i - 1);
        Received second = all.get(i);
        boolean ofTwo = !first.field("nickname").equals(second.field("nickname"));
        if (isMessage(first) && isMessage(second) && ofTwo) {
          all.set(i - 1, second);
          all.set(i, first);
          return all;
        }
      }
      return all;
    }
  }

  private static final class LargeOnesLater extends Fault {

    @Override
    void receives(
        Pipe pipe,
        String event,
        @Nullable Object data,
        @Nullable Consumer<Map<String, Object>> answer) {
      if (String.valueOf(data).length() > 1_000) {
        pipe.later(() -> super.receives(pipe, event, data, answer));
      } else {
        super.receives(pipe, event, data, answer);
      }
    }
  }

  private static final class NoEcho extends Fault {

    @Override
    List<Received> writes(Pipe pipe, List<Frame> frames) {
      String own = pipe.session().session().nickname().map(Object::toString).orElse("");
      return super.writes(pipe, frames).stream()
          .filter(each -> !isMessage(each) || !each.field("nickname").equals(own))
          .toList();
    }
  }

  private static final class AllWin extends Fault {

    @Override
    void answers(Pipe pipe, int ack, Map<String, Object> data) {
      boolean lost = "nickname_taken".equals(data.get("code"));
      super.answers(pipe, ack, lost ? Map.of("msg", "ok") : data);
    }
  }

  private static final class EncodedForEach extends Fault {

    @Override
    List<Received> writes(Pipe pipe, List<Frame> frames) {
      return frames.stream().map(ReceivedFormat.INSTANCE::encode).toList();
    }
  }

  private static final class NoRetryAfter extends Fault {

    @Override
    void answers(Pipe pipe, int ack, Map<String, Object> data) {
      Map<String, Object> less = new LinkedHashMap<>(data);
      less.remove("retryAfter");
      super.answers(pipe, ack, less);
    }
  }
}
