package dev.chatroom.benchmarks.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class PostInRoomOfTwoTest {

  private static final int POSTS = 50_000;
  private static final int ROUNDS = 40;
  private static final long MAX_BYTES = 400;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The compiler takes some rounds until it has removed what it can. */
  @Test
  void a_post_allocates_little_more_than_what_the_log_keeps() {
    PostInRoomOfTwo room = new PostInRoomOfTwo();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > MAX_BYTES; round++) {
      least = Math.min(least, bytesPerPost(room));
    }
    room.close();

    assertThat(least).isLessThanOrEqualTo(MAX_BYTES);
  }

  private long bytesPerPost(PostInRoomOfTwo room) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < POSTS; i++) {
      var unused = room.post();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / POSTS;
  }
}
