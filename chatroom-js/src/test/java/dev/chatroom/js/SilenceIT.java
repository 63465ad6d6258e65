package dev.chatroom.js;

import dev.chatroom.chromium.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a chat that somebody looks at finds out that its connection is dead. */
@EachSource
class SilenceIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  SilenceIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  private static final String SILENT =
      "disconnect {'code':1006,'reason':'silent','willReconnect':true}";

  private static final String CLAIM = "{'event':'nickname','data':'tom','ack':%d}";

  private static String probe(int ack) {
    return "{'event':'history','data':{'limit':1},'ack':" + ack + "}";
  }

  private static String leave(int ack) {
    return "{'event':'leave','ack':" + ack + "}";
  }

  @Test
  void a_room_in_which_nothing_happens_is_asked_whether_it_is_there() {
    tab.isConnected("{}").waits(44_999).sends().waits(1).sends(probe(1));
    tab.waits(4_999).gets("{'ack':1,'data':{'msg':'ok','messages':[],'more':false}}");
    tab.waits(44_999).sends().waits(1).sends(probe(2)).hasTried(1);
  }

  @Test
  void a_connection_that_does_not_answer_is_left_though_nobody_touches_the_page() {
    tab.isConnected("{}").waits(49_999).sees().waits(1).sees(SILENT);
    tab.waits(1_000).hasTried(2).isAccepted().waits(44_999).sends().waits(1).sends(probe(2));
  }

  @Test
  void a_page_that_nobody_looks_at_does_not_ask() {
    tab.isConnected("{}").isHidden().waits(600_000).sends().isLookedAt().sends(probe(1));
  }

  @Test
  void a_page_that_nobody_looks_at_asks_for_what_it_sent() {
    tab.isConnected("{}").isHidden().emits("leave", "").waits(5_000).sends(leave(1), probe(2));
    tab.waits(5_000).isLookedAt().hasTried(2);
  }

  @Test
  void what_is_not_answered_is_asked_for() {
    tab.isConnected("{}").emits("leave", "", "left").sends(leave(1));
    tab.waits(4_999).sends().waits(1).sends(probe(2)).waits(4_999).sees().waits(1);
    tab.sees(SILENT, "left {'code':'disconnected','msg':'There is no connection.'}");
  }

  @Test
  void who_goes_on_talking_does_not_put_that_off() {
    tab.isConnected("{}").emits("leave", "").waits(3_000).emits("leave", "").waits(2_000);
    tab.sends(leave(1), leave(2), probe(3)).emits("leave", "").waits(4_999).hasTried(1).waits(1);
    tab.runs("if (world.chat.connected) throw new Error('still there')");
  }

  @Test
  void what_is_heard_meanwhile_puts_it_off() {
    tab.isConnected("{}").emits("leave", "").sends(leave(1)).waits(4_999);
    tab.gets("{'event':'nicknames','data':[]}").waits(4_999).sends().waits(1).sends(probe(2));
  }

  @Test
  void what_is_never_answered_is_asked_for_once() {
    tab.isConnected("{}").emits("leave", "").waits(5_000).sends(leave(1), probe(2));
    tab.gets("{'ack':2,'data':{'msg':'ok'}}").waits(44_999).sends().waits(1).sends(probe(3));
  }

  @Test
  void a_claim_that_was_lost_that_way_holds_nothing_back_on_the_next_connection() {
    tab.claimsWhenConnected("{}", "tom").emits("leave", "").isAccepted();
    tab.sends(CLAIM.formatted(1)).waits(5_000).sends(probe(2)).waits(5_000);
    tab.sees(SILENT, "claimed {'code':'disconnected','msg':'There is no connection.'}");
    tab.waits(1_000).isAccepted().sends(CLAIM.formatted(3));
    tab.gets("{'ack':3,'data':{'msg':'ok','nickname':'tom'}}").sends(leave(4));
  }

  @Test
  void a_server_that_said_goodbye_and_does_not_go_is_left() {
    tab.isConnected("{}");
    tab.gets("{'event':'closed','data':{'code':4000,'reason':'going_away','reconnect':true}}");
    tab.sees("closed {'code':4000,'reason':'going_away','reconnect':true}");
    tab.waits(3_000).emits("leave", "").sends(leave(1)).waits(1_999).sees().sends().waits(1);
    tab.sees(
        "disconnect {'code':4000,'reason':'going_away','reconnect':true,'willReconnect':true}",
        "refused {'event':'leave','code':'disconnected','msg':'There is no connection.'}");
    tab.runs("if (!world.sockets[0].closed) throw new Error('left open')");
    tab.waits(1_000).hasTried(2).isAccepted();
  }
}
