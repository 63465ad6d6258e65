package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a node that cannot reach the logs for a while. */
public interface CutRules extends RemoteBackplaneRules {

  /**
   * Who is cut off says so.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 26,
      says = "A node that is cut off refuses within a bound and waits for nothing; others go on",
      law = "refused is answered; nothing waits on a peer",
      check = {
        "a command that is sent has a timeout, one that cannot be sent fails at once",
        "isReachable() says no, and yes again when it is over",
        "open() returns before the log is opened, which happens when it can be reached"
      })
  default void B26_who_is_cut_off_says_so(House house) {
    Duration bound = house.remote().refusalBound();
    FollowedLog log = house.follow();
    FollowedLog other = house.follow();
    assertThat(log.node().isReachable()).as("reachable at first").isTrue();
    house.cutOff(log);
    Holder tom = log.holder("tom");
    CompletableFuture<AppendResult> refused =
        log.append(tom.claim(), tom.origin()).toCompletableFuture();
    house.await("a command fails", bound, refused::isDone);
    assertThat(refused).as("a command of who is cut off").isCompletedExceptionally();
    house.await("it says that it is cut off", bound, () -> !log.node().isReachable());
    assertThat(other.node().isReachable()).as("another node").isTrue();
    other.holder("ann").claims();
    FollowedLog late =
        house.get(
            CompletableFuture.supplyAsync(
                () -> house.opening(log.node(), new RoomName("late"), RoomOptions.defaults())));
    assertThat(late.tail().isOpened()).as("opened without reaching the log").isFalse();
    house.restore(log);
    house.await("it says that it is back", () -> log.node().isReachable());
    late.isOpened().isBack();
    log.isBack();
    tom.claims();
  }

  /**
   * Who was cut off catches up.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 27,
      says = "Who was cut off is told all that was missed, or is opened anew",
      law = "gap-free or told",
      check = {
        "reading goes on after the last event that the tail was told",
        "where that is no longer kept, opened() comes before what is told next"
      })
  default void B27_who_was_cut_off_catches_up(House house) {
    RoomOptions.Log few = new RoomOptions.Log(20, 1L << 30, Duration.ofDays(1));
    for (RoomOptions options :
        List.of(RoomOptions.defaults(), RoomOptions.defaults().withLog(few))) {
      House each = house.another();
      FollowedLog stays = each.follow(options);
      FollowedLog cut = each.follow(options);
      Holder ann = stays.holder("ann").claims();
      cut.sees(ann.tells("before"));
      each.cutOff(cut);
      for (int i = 0; i < 100; i++) {
        ann.tells("missed " + i);
      }
      each.restore(cut);
      Position last = ann.tells("after");
      cut.sees(last);
      List<String> known = cut.known().stream().map(Object::toString).toList();
      List<String> all = stays.known().stream().map(Object::toString).toList();
      assertThat(all).as("all, which ends as %s knows it", cut.name()).endsWith(last(known));
      assertThat(known).hasSizeGreaterThanOrEqualTo(Math.min(options.log().events(), all.size()));
      each.isSound();
      cut.isBack();
    }
  }

  private static String[] last(List<String> of) {
    return of.toArray(String[]::new);
  }

  /**
   * A short cut costs nothing.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 27,
      says = "Who was cut off for less than the lease has lost nobody",
      law = "every Joined has exactly one Left",
      check = {
        "a connection that breaks ends no lease",
        "the lease is longer than it takes to connect again"
      })
  default void B27_a_short_cut_costs_nothing(House house) {
    FollowedLog stays = house.follow();
    FollowedLog cut = house.follow();
    Holder tom = cut.holder("tom").claims();
    int shortOnes = 0;
    // Where this computer is so slow that a cut takes longer than the lease, it says nothing.
    for (int i = 0; i < 10 && shortOnes < 3; i++) {
      int gone = stays.seesAll().events(RoomEvent.Left.class).size();
      long start = System.nanoTime();
      house.cutOff(cut);
      house.restore(cut);
      AppendResult said = cut.isBack().asks(tom.post("still here"), tom.origin());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(house.remote().lease()) < 0) {
        assertThat(said).as("tom speaks").isInstanceOf(AppendResult.Appended.class);
        assertThat(stays.seesAll().events(RoomEvent.Left.class)).hasSize(gone);
        shortOnes++;
      }
      tom.claims();
    }
  }

  /**
   * A long cut frees the nicknames.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 28,
      says = "Who is cut off for longer than the lease has lost its nicknames, and is told so",
      law = "one owner; every Joined has exactly one Left",
      check = {
        "the node does not hold on to what it held before it was cut off",
        "its lease begins anew, so that what it holds from then on is looked after again",
        "the Left comes by its tail, or by a snapshot without those who left"
      })
  default void B28_a_long_cut_frees_the_nicknames(House house) {
    Duration bound = house.remote().leaseBound();
    FollowedLog stays = house.follow();
    FollowedLog cut = house.follow();
    Holder tom = cut.holder("tom").claims();
    Holder ann = stays.holder("ann").claims();
    cut.sees(ann.posts("before"));
    house.cutOff(cut);
    house.await("tom is gone", bound, () -> stays.events(RoomEvent.Left.class).size() == 1);
    ann.does(ann.claim("tom"));
    house.restore(cut);
    cut.isBack();
    assertThat(cut.known().toString()).as("what the node knows").contains("SERVER_LOST");
    tom.isRefused(Refusal.NICKNAME_REQUIRED, tom.post("hi"));
    tom.isRefused(Refusal.NICKNAME_TAKEN, tom.claim());
    tom.does(tom.claim("tomcat"));
    assertThat(stays.seesAll().events(RoomEvent.Left.class)).hasSize(1);
    assertThat(cut.seesAll().known()).isEqualTo(stays.known());
    house.crash(cut);
    house.await("tom is gone again", bound, () -> stays.events(RoomEvent.Left.class).size() == 2);
    assertThat(house.latecomer().snapshot().state().occupants())
        .extracting(each -> each.nickname().text())
        .containsExactly("tom");
  }
}
