package dev.chatroom.testkit.simulation;

import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.SlowReaderPolicy;
import java.time.Duration;

/** The worlds in which stories are told here. */
enum SimulatedShape {
  IN_THE_CALLER {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().immediate();
    }
  },
  IN_THE_CALLER_SLOW_READERS_CLOSED {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder()
          .immediate()
          .rooms(1)
          .log(4, 1_000_000)
          .configure(rooms -> rooms.slowReaders(SlowReaderPolicy.CLOSE));
    }
  },
  ONE_NODE {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().clients(8);
    }
  },
  FEW_EVENTS_KEPT {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().log(6, 1_000_000).historyMessages(3);
    }
  },
  FEW_BYTES_KEPT {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().log(1_000, 2_000).historyMessages(3);
    }
  },
  SLOW_READERS_CLOSED {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder()
          .log(6, 1_000_000)
          .configure(rooms -> rooms.slowReaders(SlowReaderPolicy.CLOSE));
    }
  },
  THREE_NODES {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().nodes(3).clients(8).steps(150);
    }
  },
  THREE_NODES_FEW_EVENTS_KEPT {
    @Override
    ChatSimulation.Builder simulation() {
      return THREE_NODES.simulation().log(8, 1_000_000).historyMessages(3);
    }
  },
  THREE_NODES_SLOW_READERS_CLOSED {
    @Override
    ChatSimulation.Builder simulation() {
      return THREE_NODES_FEW_EVENTS_KEPT
          .simulation()
          .configure(rooms -> rooms.slowReaders(SlowReaderPolicy.CLOSE));
    }
  },
  FEWER_LISTS {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder()
          .rooms(1)
          .presence(new PresencePolicy(Duration.ofMillis(100), Duration.ofSeconds(2), 4));
    }
  };

  /** Returns how such stories are told. */
  abstract ChatSimulation.Builder simulation();
}
