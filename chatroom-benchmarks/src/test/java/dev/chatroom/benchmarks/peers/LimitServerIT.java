package dev.chatroom.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit is a chat, too, or nothing could be compared with it. */
class LimitServerIT {

  private static final String OK = "{\"msg\":\"ok\"}";
  private static final String TAKEN = "{\"msg\":\"昵称已经存在\"}";

  @ParameterizedTest
  @EnumSource
  void all_in_a_room_see_all_that_is_said_there_in_one_order(Words words) throws Exception {
    try (LimitServer server = new LimitServer(Duration.ZERO)) {
      TestSocket ann = connect(words, server, "here");
      TestSocket tom = connect(words, server, "here");
      TestSocket other = connect(words, server, "elsewhere");
      List<String> said = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String ofAnn = words.message("ann", i + "a".repeat(i));
        String ofTom = words.message("tom", i + "呗".repeat(i));
        ann.send(ofAnn);
        tom.send(ofTom);
        said.add(ofAnn);
        said.add(ofTom);
      }
      List<String> seenByAnn = new ArrayList<>();
      for (int i = 0; i < said.size(); i++) {
        String next = ann.next();
        seenByAnn.add(String.valueOf(next));
        tom.sees(String.valueOf(next));
      }
      assertThat(seenByAnn).containsExactlyInAnyOrderElementsOf(said);
      assertThat(seenByAnn.stream().filter(each -> each.contains("\"tom\"")))
          .containsExactlyElementsOf(
              said.stream().filter(each -> each.contains("\"tom\"")).toList());
      other.send(words.message("other", "alone"));
      other.sees(words.message("other", "alone"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_nickname_is_had_by_one_and_all_see_each_change(Words words) throws Exception {
    try (LimitServer server = new LimitServer(Duration.ZERO)) {
      TestSocket ann = connect(words, server, "here");
      TestSocket tom = connect(words, server, "here");
      ann.send(words.asked(1, "nickname", "\"ann\""));
      ann.sees(words.answer(1, OK));
      ann.sees(words.nicknames("ann"));
      tom.sees(words.nicknames("ann"));
      tom.send(words.asked(2, "nickname", "\"ann\""));
      tom.sees(words.answer(2, TAKEN));
      tom.send(words.asked(3, "nickname", "\"tom\""));
      tom.sees(words.answer(3, OK));
      tom.sees(words.nicknames("ann", "tom"));
      ann.sees(words.nicknames("ann", "tom"));
      ann.leave();
      ann.isClosed();
      tom.sees(words.nicknames("tom"));
      TestSocket late = words.connect(server.port(), "here");
      late.sees(words.nicknames("tom"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_list_is_sent_or_with_a_window_the_newest(Words words) throws Exception {
    int changes = 20;
    assertThat(listsOf(words, Duration.ZERO, changes)).isEqualTo(changes);
    assertThat(listsOf(words, Duration.ofMillis(200), changes)).isLessThan(changes);
  }

  /** Returns how many lists a client got until it had the last. */
  private static int listsOf(Words words, Duration window, int changes) throws Exception {
    try (LimitServer server = new LimitServer(window)) {
      TestSocket ann = connect(words, server, "here");
      TestSocket tom = connect(words, server, "here");
      for (int i = 1; i <= changes; i++) {
        tom.send(words.event("nickname", "\"tom" + i + "\""));
      }
      int lists = 1;
      for (String list = ann.next();
          !words.nicknames("tom" + changes).equals(list);
          list = ann.next()) {
        assertThat(list).as("what came instead of the last list").contains("nicknames");
        lists++;
      }
      return lists;
    }
  }

  private static TestSocket connect(Words words, LimitServer server, String room)
      throws InterruptedException {
    TestSocket socket = words.connect(server.port(), room);
    socket.sees(words.nicknames());
    return socket;
  }
}
