package dev.chatroom.testkit.simulation;

/** Runs what belongs to the rooms: nothing of it may throw. */
final class Guarded {

  private Guarded() {}

  static void run(Breaches breaches, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error thrown) {
      StackTraceElement[] trace = thrown.getStackTrace();
      String where = trace.length == 0 ? "" : " at " + trace[0];
      breaches.add(Answered.LAW, "something threw " + thrown + where);
    }
  }
}
