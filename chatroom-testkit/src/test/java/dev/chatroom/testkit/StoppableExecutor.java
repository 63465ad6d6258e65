package dev.chatroom.testkit;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks at once, in the caller, until it is stopped: like an event loop that is shut down. */
final class StoppableExecutor implements Executor {

  private boolean stopped;

  void stop() {
    stopped = true;
  }

  @Override
  public void execute(Runnable task) {
    if (stopped) {
      throw new RejectedExecutionException("stopped");
    }
    task.run();
  }
}
