package dev.chatroom.js;

import dev.chatroom.chromium.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a chat tries again, and when it does not. */
@EachSource
class ReconnectIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  ReconnectIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  private static final String LOST = "disconnect {'code':1006,'reason':'','willReconnect':true}";

  private static final String UNREACHABLE =
      "connect_error {'code':'unreachable','msg':'There is no connection.','willReconnect':true}";

  private Tab triesAgainAfter(long millis) {
    int before = (Integer) tab.asks("world.sockets.length");
    return tab.waits(millis - 1).hasTried(before).waits(1).hasTried(before + 1);
  }

  @Test
  void it_tries_again_ever_later_up_to_a_longest_time() {
    tab.isConnected("{}").isCutOff().sees(LOST);
    for (long expected : new long[] {1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
      triesAgainAfter(expected).isCutOff().sees(UNREACHABLE);
    }
  }

  @Test
  void chance_says_when_within_that_time() {
    tab.isConnected("{}").hasLuck(0.25).isCutOff();
    triesAgainAfter(250).hasLuck(0.5).isCutOff();
    triesAgainAfter(1000).hasLuck(0).isCutOff().waits(0).hasTried(4);
  }

  @Test
  void times_are_those_that_the_page_gave() {
    tab.isConnected("{'reconnect':{'minDelayMs':50,'maxDelayMs':150}}").isCutOff();
    for (long expected : new long[] {50, 100, 150, 150}) {
      triesAgainAfter(expected).isCutOff();
    }
  }

  @Test
  void a_connection_that_held_begins_from_the_shortest_time() {
    tab.isConnected("{}").isCutOff();
    triesAgainAfter(1000).isCutOff();
    triesAgainAfter(2000).gets("{'event':'nicknames','data':[]}").waits(9_999).isCutOff();
    triesAgainAfter(4000).gets("{'event':'nicknames','data':[]}").waits(10_000).isCutOff();
    triesAgainAfter(1000);
  }

  @Test
  void it_does_not_come_back_when_the_close_code_says_so() {
    tab.isConnected("{}").isClosed(4503, "kicked");
    tab.sees("disconnect {'code':4503,'reason':'kicked','willReconnect':false}");
    tab.waits(600_000).hasTried(1);
  }

  @Test
  void it_does_not_come_back_when_the_server_said_so_before_it_was_cut_off() {
    tab.isConnected("{}")
        .gets("{'event':'closed','data':{'code':4502,'reason':'ended','reconnect':false}}");
    tab.isCutOff()
        .sees(
            "closed {'code':4502,'reason':'ended','reconnect':false}",
            "disconnect {'code':4502,'reason':'ended','reconnect':false,'willReconnect':false}");
    tab.waits(600_000).hasTried(1);
  }

  @Test
  void it_comes_back_to_a_server_that_was_stopped() {
    tab.isConnected("{}").isClosed(4000, "going_away");
    tab.sees("disconnect {'code':4000,'reason':'going_away','willReconnect':true}");
    triesAgainAfter(1000).isAccepted();
  }

  @Test
  void it_does_not_come_back_when_the_page_wants_that() {
    tab.isConnected("{'reconnect':false}").isCutOff();
    tab.sees("disconnect {'code':1006,'reason':'','willReconnect':false}");
    tab.waits(600_000).comesOnline().hasTried(1);
  }

  @Test
  void a_refused_connection_is_not_tried_again() {
    tab.connects("{'room':'x'}");
    tab.gets("{'event':'refused','data':{'event':'connect','code':'room_unknown','msg':'No.'}}");
    tab.sees().isClosed(4501, "room_unknown");
    tab.sees(
        "connect_error {'code':'room_unknown','msg':'No.','event':'connect','willReconnect':false}");
    tab.waits(600_000).comesOnline().hasTried(1);
    tab.opens().isAccepted();
  }

  @Test
  void a_refusal_that_says_when_to_come_back_is_believed() {
    tab.connects("{}");
    tab.gets("{'event':'refused','data':{'code':'rate_limited','msg':'No.','retryAfter':7000}}");
    tab.isClosed(4501, "rate_limited");
    tab.sees(
        "connect_error {'code':'rate_limited','msg':'No.','retryAfter':7000,'willReconnect':true}");
    tab.waits(6_999).comesOnline().hasTried(1).waits(1).hasTried(1);
    tab.waits(1_000).hasTried(2);
  }

  @Test
  void a_server_that_is_not_available_is_tried_again() {
    tab.connects("{}").gets("{'event':'refused','data':{'code':'unavailable','msg':'No.'}}");
    tab.isClosed(4501, "unavailable");
    tab.sees("connect_error {'code':'unavailable','msg':'No.','willReconnect':true}");
    triesAgainAfter(1000);
  }

  @Test
  void a_server_that_gives_no_place_in_time_is_left() {
    tab.connects("{}").waits(19_999).sees().waits(1);
    tab.sees(
        "connect_error {'code':'timed_out','msg':'There is no connection.','willReconnect':true}");
    tab.runs("if (!world.sockets[0].closed) throw new Error('left open')");
    triesAgainAfter(1000).isAccepted().waits(20_000).sees();
  }

  @Test
  void a_chat_that_the_page_closes_stays_closed_until_it_opens_it() {
    tab.isConnected("{}").closes();
    tab.sees("disconnect {'code':1000,'reason':'client','willReconnect':false}");
    tab.runs("if (!world.sockets[0].closed) throw new Error('left open')");
    tab.closes().waits(600_000).comesOnline().isLookedAt().hasTried(1).sees();
    tab.opens().hasTried(2).isAccepted();
  }

  @Test
  void a_chat_that_waits_can_be_closed_and_can_be_opened_at_once() {
    tab.isConnected("{}").isCutOff().sees(LOST).closes().waits(600_000).hasTried(1).sees();
    tab.opens().hasTried(2).isCutOff().sees(UNREACHABLE).opens().hasTried(3).opens().hasTried(3);
    tab.isAccepted().waits(40_000).hasTried(3);
  }

  @Test
  void a_connection_that_was_left_is_not_heard_any_more() {
    tab.isConnected("{}").closes();
    tab.runs(
        "if (world.sockets[0].onmessage || world.sockets[0].onclose) throw new Error('heard')");
  }

  @Test
  void a_refusal_that_says_to_come_back_at_once_is_believed_too() {
    tab.connects("{}");
    tab.gets("{'event':'refused','data':{'code':'rate_limited','msg':'No.','retryAfter':0}}");
    tab.isClosed(4501, "rate_limited");
    tab.sees(
        "connect_error {'code':'rate_limited','msg':'No.','retryAfter':0,'willReconnect':true}");
    triesAgainAfter(1000);
  }

  @Test
  void a_refusal_for_months_is_not_one_for_no_time() {
    tab.connects("{}");
    tab.gets("{'event':'refused','data':{'code':'banned','msg':'No.','retryAfter':5000000000}}");
    tab.isClosed(4501, "banned").waits(3_600_000).hasTried(1);
  }

  @Test
  void a_refused_connection_is_not_tried_again_when_the_close_got_lost() {
    tab.connects("{}");
    tab.gets("{'event':'refused','data':{'event':'connect','code':'banned','msg':'No.'}}");
    tab.isCutOff();
    tab.sees("connect_error {'code':'banned','msg':'No.','event':'connect','willReconnect':false}");
    tab.waits(600_000).comesOnline().hasTried(1);
  }
}
