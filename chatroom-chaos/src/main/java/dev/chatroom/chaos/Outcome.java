package dev.chatroom.chaos;

import dev.chatroom.chaos.check.Breach;
import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Evidence;
import dev.chatroom.chaos.record.Note;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came out of a run.
 *
 * @param figures what was counted, by name
 * @param breaches which laws were broken
 */
record Outcome(Map<String, Long> figures, List<Breach> breaches) {

  static Outcome of(ChaosOptions options, Evidence evidence, List<Breach> breaches) {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("clients", (long) evidence.diaries().size());
    figures.put("faults", (long) options.schedule().faults().size());
    figures.put(
        "events in the logs",
        evidence.rooms().stream()
            .mapToLong(room -> room.epochs().get(room.epochs().size() - 1).entries().size())
            .sum());
    figures.put(
        "logs that were lost",
        evidence.rooms().stream().mapToLong(room -> room.epochs().size() - 1L).sum());
    for (String each :
        List.of(
            "connections",
            "commands",
            "messages acknowledged",
            "nicknames given",
            "nicknames refused",
            "refused: unavailable",
            "deliveries checked",
            "resets")) {
      figures.put(each, 0L);
    }
    evidence.diaries().forEach(each -> count(each, figures));
    figures.put("breaches", (long) breaches.size());
    return new Outcome(figures, breaches);
  }

  private static void count(Diary diary, Map<String, Long> figures) {
    Map<Integer, String> sent = new java.util.HashMap<>();
    for (Note note : diary.notes()) {
      if (note instanceof Note.Opened) {
        add(figures, "connections");
        sent.clear();
      } else if (note instanceof Note.Sent command) {
        add(figures, "commands");
        sent.put(command.ack(), command.event());
      } else if (note instanceof Note.Answered answer) {
        boolean isClaim = "nickname".equals(sent.get(answer.ack()));
        String code = answer.data().path("code").asText();
        if (answer.isOk()) {
          add(figures, isClaim ? "nicknames given" : "messages acknowledged");
        } else if (code.equals("unavailable")) {
          add(figures, "refused: unavailable");
        } else if (code.equals("nickname_taken")) {
          add(figures, "nicknames refused");
        } else {
          add(figures, "refused: " + code);
        }
      } else if (note instanceof Note.Came came) {
        add(figures, "deliveries checked");
        if (came.event().name().equals("reset")) {
          add(figures, "resets");
          add(figures, "resets: " + came.event().text("reason"));
        }
      }
    }
  }

  private static void add(Map<String, Long> figures, String name) {
    figures.merge(name, 1L, Long::sum);
  }

  @Override
  public String toString() {
    String table =
        figures.entrySet().stream()
            .map(each -> "| %-24s | %,10d |".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining("\n"));
    String broken =
        breaches.stream().map(each -> "\n" + shortened(each)).collect(Collectors.joining());
    return table + broken;
  }

  private static String shortened(Breach breach) {
    String text = breach.toString();
    return text.length() < 1_000 ? text : text.substring(0, 1_000) + "…";
  }
}
