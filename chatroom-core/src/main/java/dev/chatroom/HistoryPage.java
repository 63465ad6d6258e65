package dev.chatroom;

import java.util.List;

/**
 * Some messages in a row, for reading backwards.
 *
 * @param messages oldest first
 * @param more whether older ones are kept
 */
public record HistoryPage(List<ChatMessage> messages, boolean more) {

  /**
   * Copies the messages.
   *
   * @param messages oldest first
   * @param more whether older ones are kept
   */
  public HistoryPage {
    messages = List.copyOf(messages);
  }
}
