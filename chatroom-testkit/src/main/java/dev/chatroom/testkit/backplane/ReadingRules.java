package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatMessage;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was said, read back; and what is deleted of it. */
public interface ReadingRules extends BackplaneRules {

  /**
   * A deleted text is nowhere.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 15,
      says = "The text of a deleted message is gone for who comes later and for who reads back",
      law = "a room is a log",
      check = {
        "deleting takes the text out of the event that is kept, and leaves all else of it",
        "the event of the deletion is in the log as any other"
      })
  default void B15_deleted_text_is_gone(House house) {
    FollowedLog log = house.follow();
    Holder tom = log.holder("tom").claims();
    Position said = tom.does(tom.post("secret", "k"));
    Position whispered = tom.does(new Command.Whisper(tom.id(), tom.key(), "secret", null));
    tom.posts("public");
    tom.does(new Command.Delete(said, tom.nickname()));
    log.accepts(new Command.Delete(whispered, null));
    List<LogEntry> told = log.seesAll().entries();

    List<LogEntry> late = house.latecomer().snapshot().recent();
    assertThat(late).as("what a latecomer is told").isEqualTo(log.readsAll());
    assertThat(late.toString()).doesNotContain("secret").contains("public");
    assertThat(late).hasSameSizeAs(told);
    ChatMessage before = ((RoomEvent.Posted) told.get(1).event()).message();
    LogEntry without =
        new LogEntry(
            new RoomEvent.Posted(before.withoutText()),
            told.get(1).origin(),
            said,
            told.get(1).key());
    assertThat(late.get(1)).as("all else of it").isEqualTo(without);
    assertThat(late.get(4).event())
        .isEqualTo(
            new RoomEvent.Deleted(
                new Position(said.epoch(), 5), told.get(4).event().time(), said, tom.nickname()));
    assertThat(tom.does(tom.post("secret", "k"))).as("its key").isEqualTo(said);
  }

  /**
   * Only a message can be deleted, and once.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 15,
      says = "What is no message, or is deleted already, is not deleted",
      law = "refused is answered",
      check = {
        "the epoch of the position is looked at, and whether its event is a message",
        "of what is no longer kept nobody knows whether it was one: that is accepted"
      })
  default void B15_what_is_no_message_is_not_deleted(House house) {
    RoomOptions.Log five = new RoomOptions.Log(5, 1L << 30, Duration.ofDays(1));
    FollowedLog log = house.follow(RoomOptions.defaults().withLog(five));
    Holder tom = log.holder("tom").claims();
    Position said = tom.posts("hi");
    String epoch = said.epoch();
    List<Position> unknown =
        List.of(
            new Position(epoch, 0),
            new Position(epoch, 1),
            new Position(epoch, 3),
            new Position(epoch, 1L << 60),
            new Position("other", 2));
    for (Position each : unknown) {
      tom.isRefused(Refusal.MESSAGE_UNKNOWN, new Command.Delete(each, null));
    }
    Position deleted = tom.does(new Command.Delete(said, null));
    tom.isRefused(Refusal.MESSAGE_UNKNOWN, new Command.Delete(said, null));
    tom.isRefused(Refusal.MESSAGE_UNKNOWN, new Command.Delete(deleted, null));
    for (int i = 0; i < 5; i++) {
      tom.tells("m" + i);
    }
    assertThat(tom.does(new Command.Delete(said, null)).offset())
        .as("what is no longer kept")
        .isEqualTo(9);
  }

  /**
   * What is kept can be read back.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 16,
      says = "What is kept is read back from a position, in order, no more than was asked for",
      law = "a room is a log",
      check = {
        "the last entry is that at before - 1, the first is as far back as maxEvents allows",
        "a position beyond the head reads up to the head",
        "a position of another epoch reads nothing"
      })
  default void B16_what_is_kept_is_read_back(House house) {
    RoomOptions.Log ten = new RoomOptions.Log(10, 1L << 30, Duration.ofDays(1));
    FollowedLog log = house.follow(RoomOptions.defaults().withLog(ten));
    FollowedLog other = house.follow(RoomOptions.defaults().withLog(ten));
    Holder tom = log.holder("tom").claims();
    for (int i = 2; i <= 15; i++) {
      tom.tells("m" + i);
    }
    List<LogEntry> all = log.seesAll().entries();
    String epoch = log.snapshot().head().epoch();
    for (FollowedLog reader : List.of(log, other)) {
      assertThat(reader.reads(new Position(epoch, 12), 3)).isEqualTo(all.subList(8, 11));
      assertThat(reader.reads(new Position(epoch, 16), 1)).isEqualTo(all.subList(14, 15));
      assertThat(reader.reads(new Position(epoch, 8), 100)).isEqualTo(all.subList(5, 7));
      assertThat(reader.reads(new Position(epoch, 1L << 60), 4)).isEqualTo(all.subList(11, 15));
      assertThat(reader.reads(new Position(epoch, 16), Integer.MAX_VALUE))
          .isEqualTo(all.subList(5, 15));
      assertThat(reader.reads(new Position(epoch, 6), 100)).as("before what is kept").isEmpty();
      assertThat(reader.reads(new Position(epoch, 1), 100)).isEmpty();
      assertThat(reader.reads(new Position(epoch, 0), 100)).isEmpty();
      assertThat(reader.reads(new Position("other", 12), 3)).as("another epoch").isEmpty();
    }
  }
}
