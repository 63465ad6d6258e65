package dev.chatroom.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatroom.chaos.record.WireEvent;

/** Hears what comes on one connection; on the thread of the clients. */
interface Ear {

  /** An event came. */
  void event(WireEvent event);

  /** An answer came. */
  void answer(int ack, JsonNode data);

  /** The connection is no more; the last call. */
  void ended(String why);
}
