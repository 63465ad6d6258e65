package dev.chatroom.chaos;

/** Something that breaks, and is whole again later. */
sealed interface Fault {

  /** A fault of one node. */
  sealed interface OfNode extends Fault {

    /** {@return which one} */
    int node();
  }

  /** A fault of Redis. */
  sealed interface OfRedis extends Fault {}

  /** The process is killed (SIGKILL); later another one is started. */
  record KillNode(int node) implements OfNode {}

  /** The process is stopped in an orderly way; later another one is started. */
  record StopNode(int node) implements OfNode {}

  /** The process stands still (SIGSTOP), and goes on. */
  record PauseNode(int node) implements OfNode {}

  /** The connections between a node and Redis are reset, and those that it opens. */
  record CutNode(int node) implements OfNode {}

  /** Nothing comes through any more between a node and Redis, and nobody is told. */
  record HoldNode(int node) implements OfNode {}

  /** The connections between a node and Redis are reset, once. */
  record ResetNode(int node) implements OfNode {}

  /** The master is killed (SIGKILL), and started again with what is in its file. */
  record KillRedis() implements OfRedis {}

  /** The master stands still, and goes on. */
  record PauseRedis() implements OfRedis {}

  /** The master forgets its scripts and functions. */
  record FlushScripts() implements OfRedis {}

  /**
   * The master is killed, and the replica takes its place.
   *
   * @param lossy whether the replica had not got the last of what the master acknowledged
   */
  record FailOver(boolean lossy) implements OfRedis {}
}
