package dev.chatroom.socketio;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * A WebSocket by which a polling client tries whether it may leave polling: it sends {@code
 * 2probe}, is answered {@code 3probe}, ends its last poll, and sends {@code 5}. From then on the
 * WebSocket is the session's.
 *
 * <p>The base ends one poll for each probe: a client that polls again before it has read the answer
 * to its probe hangs there. Here each poll is answered at once until the client has left.
 */
final class UpgradeProbe implements WebSocketReceiver {

  private static final int POLICY_VIOLATION = 1008;

  private enum State {
    PROBING,
    UPGRADED,
    REFUSED
  }

  private final EngineSession session;
  private final WebSocketLink link;
  private final Channel channel;
  private final Backlog backlog;
  private volatile State state;

  private UpgradeProbe(EngineSession session, WebSocketLink link, State state) {
    this.session = session;
    this.link = link;
    this.state = state;
    this.channel = link.channel();
    this.backlog = new Backlog(channel);
  }

  /** Makes one that tries for a session which has reserved its upgrade for it. */
  static UpgradeProbe of(EngineSession session, WebSocketLink link) {
    return new UpgradeProbe(session, link, State.PROBING);
  }

  /** Makes one that the session is to know nothing of: it has a WebSocket, or another one tries. */
  static UpgradeProbe refused(EngineSession session, WebSocketLink link) {
    return new UpgradeProbe(session, link, State.REFUSED);
  }

  @Override
  public void receive(String packet) {
    if (state == State.UPGRADED) {
      handOn(packet.length(), () -> session.receive(packet));
    } else if (state == State.REFUSED) {
      return;
    } else if (packet.equals("2probe")) {
      link.write("3probe");
      link.flush();
      handOn(packet.length(), session::beginUpgrade);
    } else if (packet.equals("5")) {
      state = State.UPGRADED;
      session.execute(this::takeOver);
    } else {
      giveUp();
    }
  }

  @Override
  public void receive(byte[] packet) {
    if (state == State.UPGRADED) {
      handOn(packet.length, () -> session.receive(packet));
    } else {
      giveUp();
    }
  }

  /** The session may be on another event loop, and behind. */
  private void handOn(int length, Runnable task) {
    backlog.add(length);
    session.execute(
        () -> {
          task.run();
          backlog.remove(length);
        });
  }

  private void takeOver() {
    if (!session.upgrade(link)) {
      state = State.REFUSED;
      channel.close();
    }
  }

  /** Gives up when the client has not upgraded in time. */
  void limit(Duration time) {
    ChannelAlarm.set(
        channel,
        time.toNanos(),
        () -> {
          if (state == State.PROBING) {
            channel.close();
          }
        });
  }

  /** Closes one that was refused. */
  void close() {
    link.close(POLICY_VIOLATION, "upgraded already");
  }

  @Override
  public void receiveTooLong(String beginning) {
    if (state == State.UPGRADED) {
      handOn(beginning.length(), () -> session.receiveTooLong(beginning));
    } else {
      giveUp();
    }
  }

  /** What came is no probe: the session goes on polling, and may be probed again. */
  private void giveUp() {
    if (state == State.PROBING) {
      state = State.REFUSED;
      session.execute(session::upgradeFailed);
      link.close(POLICY_VIOLATION, "not a probe");
    }
  }

  @Override
  public boolean takesMore() {
    return !backlog.isFull();
  }

  @Override
  public void writable() {
    if (state == State.UPGRADED) {
      session.writable();
    }
  }

  @Override
  public boolean isClosing() {
    return state == State.REFUSED || (state == State.UPGRADED && session.isClosing());
  }

  @Override
  public void disconnected() {
    switch (state) {
      case UPGRADED -> session.disconnected();
      case PROBING -> session.execute(session::upgradeFailed);
      case REFUSED -> {
        // It was never the session's.
      }
    }
  }
}
