package dev.chatroom.chaos;

import dev.chatroom.chaos.check.Breach;
import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Epoch;
import dev.chatroom.chaos.record.Evidence;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.RoomTruth;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down all that was seen, for people to find out what happened. */
final class Records {

  private Records() {}

  static void write(Evidence evidence, List<Breach> breaches, ChaosOptions options)
      throws IOException {
    Path directory = options.directory();
    Files.writeString(directory.resolve("schedule.txt"), options.schedule().toString());
    Files.write(
        directory.resolve("breaches.txt"), breaches.stream().map(Breach::toString).toList());
    for (RoomTruth room : evidence.rooms()) {
      try (BufferedWriter out =
          Files.newBufferedWriter(directory.resolve("room-" + room.room() + ".txt"))) {
        out.write("settled at " + room.settledAt() + "\n");
        for (Epoch epoch : room.epochs()) {
          out.write("epoch " + epoch.name() + "\n");
          for (Object each : epoch.entries()) {
            out.write(each + "\n");
          }
        }
      }
    }
    for (Diary diary : evidence.diaries()) {
      try (BufferedWriter out =
          Files.newBufferedWriter(directory.resolve("client-" + diary.name() + ".txt"))) {
        out.write(diary.room() + (diary.isDelta() ? ", by changes" : ", by lists") + "\n");
        for (Note each : diary.notes()) {
          out.write(each + "\n");
        }
      }
    }
  }
}
