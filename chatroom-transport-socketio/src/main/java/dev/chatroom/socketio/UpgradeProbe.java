package dev.chatroom.socketio;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * A WebSocket by which a polling client tries whether it may leave polling: it sends {@code
 * 2probe}, is answered {@code 3probe}, ends its last poll, and sends {@code 5}. From then on the
 * WebSocket is the session's.
 */
final class UpgradeProbe implements WebSocketReceiver {

  private final EngineSession session;
  private final WebSocketLink link;
  private final Channel channel;
  private volatile boolean upgraded;

  UpgradeProbe(EngineSession session, Channel channel) {
    this.session = session;
    this.channel = channel;
    this.link = new WebSocketLink(channel);
  }

  @Override
  public void receive(String packet) {
    if (upgraded) {
      session.receive(packet);
    } else if (packet.equals("2probe")) {
      link.write("3probe");
      link.flush();
      session.execute(session::beginUpgrade);
    } else if (packet.equals("5")) {
      upgraded = true;
      session.execute(this::takeOver);
    } else {
      channel.close();
    }
  }

  private void takeOver() {
    if (!session.upgrade(link, channel)) {
      upgraded = false;
      channel.close();
    }
  }

  /** Gives up when the client has not upgraded in time. */
  void limit(Duration time) {
    ChannelAlarm.set(
        channel,
        time.toNanos(),
        () -> {
          if (!upgraded) {
            channel.close();
          }
        });
  }

  @Override
  public void receiveTooLong(String beginning) {
    if (upgraded) {
      session.receiveTooLong(beginning);
    } else {
      channel.close();
    }
  }

  @Override
  public void writable() {
    if (upgraded) {
      session.writable();
    }
  }

  @Override
  public boolean isClosing() {
    return upgraded && session.isClosing();
  }

  @Override
  public void disconnected() {
    if (upgraded) {
      session.disconnected();
    } else {
      session.execute(session::upgradeFailed);
    }
  }
}
