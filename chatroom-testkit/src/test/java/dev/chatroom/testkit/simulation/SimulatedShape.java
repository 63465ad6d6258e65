package dev.chatroom.testkit.simulation;

import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.policy.RateLimits.Scope;
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
  },
  AFTER_A_GRACE {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().reconnectGrace(Duration.ofSeconds(3));
    }
  },
  THREE_NODES_AFTER_A_GRACE {
    @Override
    ChatSimulation.Builder simulation() {
      return THREE_NODES.simulation().reconnectGrace(Duration.ofSeconds(3));
    }
  },
  IN_ORDER {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().clients(8).rooms(1).moderation();
    }
  },
  IN_ORDER_FEW_EVENTS_KEPT {
    @Override
    ChatSimulation.Builder simulation() {
      return IN_ORDER.simulation().log(6, 1_000_000).historyMessages(3);
    }
  },
  THREE_NODES_IN_ORDER {
    @Override
    ChatSimulation.Builder simulation() {
      return THREE_NODES_AFTER_A_GRACE.simulation().rooms(1).moderation();
    }
  },
  ROOMS_RETIRED {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder()
          .clients(4)
          .rooms(3)
          .steps(150)
          .retireAfter(Duration.ofSeconds(1))
          .moderation();
    }
  },
  THREE_NODES_ROOMS_RETIRED {
    @Override
    ChatSimulation.Builder simulation() {
      return ROOMS_RETIRED.simulation().nodes(3).reconnectGrace(Duration.ofSeconds(2));
    }
  },
  LOGS_LOST {
    @Override
    ChatSimulation.Builder simulation() {
      return ChatSimulation.builder().losingLogs().reconnectGrace(Duration.ofSeconds(1));
    }
  },
  THREE_NODES_LOGS_LOST {
    @Override
    ChatSimulation.Builder simulation() {
      return THREE_NODES.simulation().rooms(1).losingLogs().moderation();
    }
  },
  RATES_LIMITED {
    @Override
    ChatSimulation.Builder simulation() {
      RateLimits few =
          RateLimits.none()
              .with(Kind.POST, Scope.SESSION, new RateLimit(3, Duration.ofSeconds(1), 2))
              .with(Kind.CLAIM, Scope.SESSION, new RateLimit(7, Duration.ofSeconds(3), 1));
      return ChatSimulation.builder().clients(4).configure(rooms -> rooms.rates(few));
    }
  };

  /** Returns how such stories are told. */
  abstract ChatSimulation.Builder simulation();
}
