package dev.chatroom.testkit.simulation;

/** A step of one client. */
sealed interface ClientStep extends Step {

  /** Returns the number of the client. */
  int client();

  /** Lets the client do it. */
  void take(SimulatedClient client);

  @Override
  default void take(SimulatedWorld world) {
    take(world.client(client()));
  }

  /** Connects anew, and knows nothing of before. */
  record Connect(int client, int room, Place place, boolean delta) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.connect(room, place, delta);
    }

    @Override
    public String toString() {
      return "client " + client + " connects to room " + room + place + presence(delta);
    }
  }

  /**
   * Connects to the room where it was, with the last id that it has read; as who it was, or as
   * somebody else.
   */
  record Reconnect(int client, Place place, boolean delta, boolean same) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.reconnect(place, delta, same);
    }

    @Override
    public String toString() {
      return "client "
          + client
          + " reconnects"
          + (same ? " with its token" : "")
          + place
          + presence(delta);
    }
  }

  /** Connects as who another client is, as one more tab of a browser does. */
  record Share(int client, int other, Place place, boolean delta) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.share(other, place, delta);
    }

    @Override
    public String toString() {
      return "client " + client + " connects as client " + other + place + presence(delta);
    }
  }

  /** Asks for a nickname. */
  record Claim(int client, String nickname) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.send(Sent.claim(nickname));
    }

    @Override
    public String toString() {
      return "client " + client + " claims \"" + nickname + "\"";
    }
  }

  /** Says something, under a key or not. */
  record Say(int client, String text, boolean keyed, boolean acknowledged) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.send(Sent.message(null, text, keyed ? text : null, acknowledged));
    }

    @Override
    public String toString() {
      return "client "
          + client
          + " says \""
          + text
          + "\""
          + (keyed ? ", keyed" : "")
          + (acknowledged ? "" : ", without ack");
    }
  }

  /** Says something to one. */
  record Whisper(int client, String to, String text, boolean keyed) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.send(Sent.whisper(to, text, keyed ? text : null));
    }

    @Override
    public String toString() {
      return "client "
          + client
          + " says \""
          + text
          + "\" to \""
          + to
          + "\""
          + (keyed ? ", keyed" : "");
    }
  }

  /** Keeps order, or tries to. */
  record Moderate(int client, Order order) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.moderate(order);
    }

    @Override
    public String toString() {
      return "client " + client + " " + order;
    }
  }

  /** Waits as long as a refusal said, and sends what was refused again. */
  record Heed(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.heed();
    }

    @Override
    public String toString() {
      return "client " + client + " waits as long as it was told, and tries again";
    }
  }

  /** Says something under a nickname, which may be another's. */
  record SayAs(int client, String nickname, String text, boolean acknowledged)
      implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.send(Sent.message(nickname, text, null, acknowledged));
    }

    @Override
    public String toString() {
      return new Say(client, text, false, acknowledged) + ", as \"" + nickname + "\"";
    }
  }

  /** Sends what the protocol does not have. */
  record Babble(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.send(Sent.nonsense());
    }

    @Override
    public String toString() {
      return "client " + client + " sends nonsense";
    }
  }

  /** Sends its last command once more, as a client does that had no answer in time. */
  record Repeat(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.repeat();
    }

    @Override
    public String toString() {
      return "client " + client + " repeats what it sent last";
    }
  }

  /** Gives its nickname back, by the application. */
  record Leave(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.leave();
    }

    @Override
    public String toString() {
      return "client " + client + " leaves";
    }
  }

  /** Reads no more; the connection still takes some frames. */
  record StopReading(int client, int takes) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.stopReading(takes);
    }

    @Override
    public String toString() {
      return "client " + client + " stops reading; its connection takes " + takes + " more";
    }
  }

  /** Reads what is there, and goes on. */
  record ReadOn(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.readOn();
    }

    @Override
    public String toString() {
      return "client " + client + " reads on";
    }
  }

  /** Loses its connection. */
  record Drop(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.drop();
    }

    @Override
    public String toString() {
      return "client " + client + " drops";
    }
  }

  /** Is put out by the application. */
  record End(int client) implements ClientStep {
    @Override
    public void take(SimulatedClient who) {
      who.end();
    }

    @Override
    public String toString() {
      return "the application ends the session of client " + client;
    }
  }

  private static String presence(boolean delta) {
    return delta ? ", presence=delta" : "";
  }

  /** Which lane of which node serves a connection. */
  record Place(int node, int lane) {
    @Override
    public String toString() {
      return " on node " + node + ", lane " + lane;
    }
  }
}
