package dev.chatroom.example;

import com.microsoft.playwright.WebSocketRoute;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The page over a plain WebSocket, by chatroom.js. */
class JettyBrowserIT extends PageStories {

  @Override
  String transport() {
    return "jetty";
  }

  @Test
  void what_is_tried_again_for_want_of_an_answer_is_said_once() {
    AtomicBoolean isDeaf = new AtomicBoolean();
    tom.opens(URI.create("about:blank"));
    tom.page()
        .routeWebSocket(
            "**/chat*",
            page -> {
              WebSocketRoute line = page.connectToServer();
              line.onMessage(
                  frame -> {
                    if (!isDeaf.get()) {
                      page.send(frame.text());
                    }
                  });
            });
    tom.page().clock().install();
    tom.opens(server.url()).takes("tom");
    ann.takes("ann").seesMembers("tom", "ann");

    isDeaf.set(true);
    tom.says("did you hear me?");
    ann.sees("tom说:did you hear me?");
    tom.page().clock().runFor(11_000);
    tom.seesNotice("服务器还没有回应，可以再试一次").seesDraft("did you hear me?");
    isDeaf.set(false);
    tom.clicksSend().seesDraft("").says("at last");

    ann.sees("tom说:at last", "tom说:did you hear me?");
    assertNoComplaints();
  }
}
