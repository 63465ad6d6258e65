package dev.chatroom.testkit.simulation;

import dev.chatroom.testkit.ManualExecutor;
import java.util.concurrent.Executor;

/** Runs tasks before {@code execute} returns, and those that come meanwhile after them. */
final class InTheCaller implements Executor {

  private final ManualExecutor tasks = new ManualExecutor();
  private boolean running;

  @Override
  public void execute(Runnable task) {
    tasks.execute(task);
    if (!running) {
      running = true;
      try {
        tasks.runAll();
      } finally {
        running = false;
      }
    }
  }
}
