package dev.chatroom.chaos.record;

import java.util.ArrayList;
import java.util.List;

/**
 * All that one client has written down, in order. Written by one thread, and then read by another.
 */
public final class Diary {

  private final String name;
  private final String room;
  private final boolean delta;
  private final List<Note> notes = new ArrayList<>();

  /**
   * Makes one in which nothing stands.
   *
   * @param name whose it is
   * @param room where they are
   * @param delta whether they want changes instead of lists
   */
  public Diary(String name, String room, boolean delta) {
    this.name = name;
    this.room = room;
    this.delta = delta;
  }

  /** Writes down. */
  public void add(Note note) {
    notes.add(note);
  }

  /** Returns whose it is. */
  public String name() {
    return name;
  }

  /** Returns where they are. */
  public String room() {
    return room;
  }

  /** Returns whether they want changes instead of lists. */
  public boolean isDelta() {
    return delta;
  }

  /** Returns what stands in it. */
  public List<Note> notes() {
    return notes;
  }

  /** Returns what stands in it, by connection. */
  public List<Connection> connections() {
    List<Connection> connections = new ArrayList<>();
    List<Note> current = new ArrayList<>();
    for (Note each : notes) {
      if (each instanceof Note.Opened && !current.isEmpty()) {
        connections.add(new Connection(this, (Note.Opened) current.get(0), current));
        current = new ArrayList<>();
      }
      current.add(each);
    }
    if (!current.isEmpty()) {
      connections.add(new Connection(this, (Note.Opened) current.get(0), current));
    }
    return connections;
  }

  /**
   * What stands in it about one connection.
   *
   * @param diary where
   * @param opened its beginning
   * @param notes all of it, the beginning included
   */
  public record Connection(Diary diary, Note.Opened opened, List<Note> notes) {

    @Override
    public String toString() {
      return diary.name
          + " in "
          + diary.room
          + (diary.delta ? ", by changes," : "")
          + " at node "
          + opened.node()
          + " from "
          + opened.at()
          + (opened.since().isEmpty() ? "" : " since " + opened.since());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
