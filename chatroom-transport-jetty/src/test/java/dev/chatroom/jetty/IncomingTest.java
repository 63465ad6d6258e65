package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.ManualExecutor;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.Test;

/** How a client is read. */
class IncomingTest {

  private final Connection connection = new Connection();
  private final ManualExecutor lane = new ManualExecutor();
  private final Incoming incoming = new Incoming(connection, lane, 100, new Anybody());

  /** Counts how often it is asked for a frame. */
  private static final class Connection extends CoreSession.Empty {

    private int demanded;

    @Override
    public void demand() {
      demanded++;
    }
  }

  /** Takes everything. */
  private static final class Anybody implements Incoming.Receiver {

    @Override
    public boolean takesMore() {
      return true;
    }

    @Override
    public void text(String text) {}

    @Override
    public void tooLong() {}

    @Override
    public void pinged(byte[] payload) {}

    @Override
    public void broken(int status, String reason) {}

    @Override
    public void closed() {}
  }

  @Test
  void who_always_has_more_to_say_gives_way_to_others() {
    incoming.read();
    for (int frames = 1; lane.pending() == 0; frames++) {
      assertThat(connection.demanded).isEqualTo(frames);
      assertThat(frames).as("frames without a pause").isLessThan(100);
      incoming.receive(new Frame(OpCode.PING), Callback.NOOP);
    }
    int demanded = connection.demanded;
    assertThat(demanded).isGreaterThan(10);
    incoming.read();
    assertThat(connection.demanded).as("when it may be read otherwise").isEqualTo(demanded + 1);
    lane.runAll();
    assertThat(connection.demanded).as("one frame is asked for at a time").isEqualTo(demanded + 1);
  }
}
