package dev.chatroom.testkit.simulation;

/** A step of one node, or of the network between it and the backplane. */
sealed interface NodeStep extends Step {

  /** Returns the number of the node. */
  int node();

  /** Lets the node do it. */
  void take(SimulatedNode node);

  @Override
  default void take(SimulatedWorld world) {
    take(world.node(node()));
  }

  /** The node is cut off from the backplane; what it asks waits, or fails. */
  record Partition(int node, boolean failing) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.partition(failing);
    }

    @Override
    public String toString() {
      return "node " + node + " is cut off; what it asks " + (failing ? "fails" : "waits");
    }
  }

  /** The node reaches the backplane again. */
  record Heal(int node) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.heal();
    }

    @Override
    public String toString() {
      return "node " + node + " is connected again";
    }
  }

  /** The node dies; of what it has sent to the backplane, the first commands may still arrive. */
  record Kill(int node, int arriving) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.kill(arriving);
    }

    @Override
    public String toString() {
      return "node " + node + " dies; " + arriving + " of its commands may still arrive";
    }
  }

  /** The node shuts down in order. */
  record Stop(int node) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.stop();
    }

    @Override
    public String toString() {
      return "node " + node + " is closed";
    }
  }

  /** A node that is gone is replaced. */
  record Start(int node) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.start();
    }

    @Override
    public String toString() {
      return "node " + node + " starts again";
    }
  }

  /** The application keeps order. */
  record Moderate(int node, int room, Order order) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.moderate(room, order);
    }

    @Override
    public String toString() {
      return "the application on node " + node + ", in room " + room + ", " + order;
    }
  }

  /** The application makes a client's identity a member, or takes that away. */
  record Enrol(int node, int room, int client, boolean member) implements NodeStep {
    @Override
    public void take(SimulatedNode where) {
      where.enrol(room, client, member);
    }

    @Override
    public String toString() {
      return "the application on node "
          + node
          + ", in room "
          + room
          + ", makes client "
          + client
          + (member ? " a member" : " no member");
    }
  }
}
