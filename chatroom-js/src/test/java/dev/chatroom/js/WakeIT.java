package dev.chatroom.js;

import dev.chatroom.chromium.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a chat does when nobody looks, and when somebody does again. */
@EachSource
class WakeIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  WakeIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  private static final String PROBE = "{'event':'history','data':{'limit':1},'ack':1}";

  @Test
  void a_hidden_page_takes_its_time() {
    tab.isConnected("{}").isHidden().isCutOff().waits(30_999).hasTried(1).waits(1).hasTried(2);
    tab.isCutOff().waits(31_999).hasTried(2).waits(1).hasTried(3);
  }

  @Test
  void a_page_that_is_looked_at_again_tries_at_once() {
    tab.isConnected("{}").isHidden().isCutOff().isLookedAt().hasTried(2);
    tab.sees("disconnect {'code':1006,'reason':'','willReconnect':true}");
    tab.isLookedAt().hasTried(2).isAccepted().waits(40_000).hasTried(2);
  }

  @Test
  void a_page_that_is_hidden_does_not() {
    tab.isConnected("{}").isCutOff().isHidden().hasTried(1);
  }

  @Test
  void a_page_that_has_a_network_again_tries_at_once_also_when_it_is_hidden() {
    tab.isConnected("{}").isHidden().isCutOff().comesOnline().hasTried(2);
  }

  @Test
  void a_connection_that_has_slept_is_asked_whether_it_is_there() {
    tab.isConnected("{}").isHidden().waits(45_000).sends().isLookedAt().sends(PROBE);
    tab.gets("{'ack':1,'data':{'msg':'ok','messages':[],'more':false}}").waits(40_000).sees();
    tab.hasTried(1);
  }

  @Test
  void anything_that_comes_is_an_answer() {
    tab.isConnected("{}").isHidden().waits(45_000).comesOnline().sends(PROBE).waits(4_999);
    tab.gets("{'event':'nicknames','data':[]}").waits(40_000).sees("nicknames []").hasTried(1);
  }

  @Test
  void a_connection_that_does_not_answer_is_left_for_another() {
    tab.isConnected("{'room':'r'}").isHidden().waits(45_000).isLookedAt().sends(PROBE);
    tab.waits(4_999).sees();
    tab.waits(1).sees("disconnect {'code':1006,'reason':'silent','willReconnect':true}");
    tab.runs("if (!world.sockets[0].closed) throw new Error('left open')");
    tab.waits(1_000).hasTried(2).isAccepted();
  }

  @Test
  void looking_away_and_back_does_not_put_that_off() {
    tab.isConnected("{}").isHidden().waits(45_000).isLookedAt().sends(PROBE).waits(3_000);
    tab.isHidden().isLookedAt().comesOnline().sends().waits(2_000);
    tab.sees("disconnect {'code':1006,'reason':'silent','willReconnect':true}");
  }

  @Test
  void a_connection_that_was_heard_of_is_not_asked() {
    tab.isConnected("{}").waits(20_000).gets("{'event':'nicknames','data':[]}").waits(44_999);
    tab.isLookedAt().comesOnline().sends();
  }

  @Test
  void times_are_those_that_the_page_gave() {
    tab.isConnected("{'probe':{'silentMs':10,'answerMs':20}}").waits(10).sends(PROBE);
    tab.waits(20).sees("disconnect {'code':1006,'reason':'silent','willReconnect':true}");
  }
}
