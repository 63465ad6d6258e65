package dev.chatroom.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks when the test says so, on the test's thread. */
final class ManualExecutor implements Executor {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean rejecting;

  @Override
  public void execute(Runnable task) {
    if (rejecting) {
      throw new RejectedExecutionException("shut down by the test");
    }
    tasks.add(task);
  }

  void rejects(boolean value) {
    rejecting = value;
  }

  int waiting() {
    return tasks.size();
  }

  void runOne() {
    tasks.remove().run();
  }

  void runAll() {
    while (!tasks.isEmpty()) {
      runOne();
    }
  }
}
