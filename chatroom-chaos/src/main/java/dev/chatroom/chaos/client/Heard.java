package dev.chatroom.chaos.client;

import dev.chatroom.chaos.record.WireEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest events, by the text in which they came: one for the hundred clients that get the same,
 * so that it is understood once, and kept once. On the thread of the clients.
 */
final class Heard {

  private static final int KEPT = 8_192;

  private record Known(Speech.Meaning meaning, WireEvent event) {}

  private final Map<String, Known> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > KEPT;
        }
      };

  Speech.Meaning meaning(Speech speech, String text) {
    Known before = known.get(text);
    if (before != null) {
      return before.meaning();
    }
    Speech.Meaning meaning = speech.understand(text);
    if (meaning instanceof Speech.Meaning.Event event) {
      known.put(text, new Known(meaning, WireEvent.of(event.name(), event.data())));
    }
    return meaning;
  }

  WireEvent event(String text, Speech.Meaning.Event meaning) {
    Known before = known.get(text);
    return before != null ? before.event() : WireEvent.of(meaning.name(), meaning.data());
  }
}
