package dev.chatroom.js;

import dev.chatroom.chromium.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of what was sent and not answered when the connection broke. */
@EachSource
class RepeatIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  RepeatIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  private static final String LOST = "disconnect {'code':1006,'reason':'','willReconnect':true}";

  private static final String CLAIM = "{'event':'nickname','data':'tom','ack':%d}";

  private static final String SAID = "{'event':'message','data':{'msg':'a','key':'1'},'ack':%d}";

  private static final String NOT_SAID =
      "said {'code':'disconnected','msg':'There is no connection.'}";

  /** Somebody has their nickname, and sent a message that is not answered. */
  private Tab says(String options, String answer) {
    tab.claimsWhenConnected(options, "tom").isAccepted().sends(CLAIM.formatted(1));
    tab.gets("{'ack':1,'data':{" + answer + "}}").sees("claimed {" + answer + "}");
    return tab.emits("message", "{'msg':'a','key':'1'}", "said").sends(SAID.formatted(2));
  }

  /** The connection breaks, and the next one is answered its claim. */
  private Tab comesBack(String answer) {
    tab.isCutOff().sees(LOST).waits(1_000).isAccepted().sends(CLAIM.formatted(3));
    return tab.gets("{'ack':3,'data':{" + answer + "}}");
  }

  @Test
  void a_message_is_sent_again_under_its_key_and_before_what_waits() {
    says("{}", "'msg':'ok','token':'T'")
        .isCutOff()
        .sees(LOST)
        .emits("message", "{'msg':'b','key':'2'}");
    tab.waits(1_000).isAccepted().sends(CLAIM.formatted(3));
    tab.gets("{'ack':3,'data':{'msg':'ok','token':'T'}}").sees("claimed {'msg':'ok','token':'T'}");
    tab.sends(SAID.formatted(4), "{'event':'message','data':{'msg':'b','key':'2'},'ack':5}");
    tab.gets("{'ack':4,'data':{'msg':'ok','id':'e-1'}}").sees("said {'msg':'ok','id':'e-1'}");
  }

  @Test
  void it_is_sent_until_it_is_answered() {
    says("{}", "'msg':'ok','token':'T'");
    comesBack("'msg':'ok','token':'T'").sends(SAID.formatted(4)).isCutOff().waits(2_000);
    tab.gets("{'event':'nicknames','data':[]}").sends(CLAIM.formatted(5));
    tab.gets("{'ack':5,'data':{'msg':'ok','token':'T'}}").sends(SAID.formatted(6));
    tab.gets("{'ack':6,'data':{'msg':'ok','id':'e-1'}}").isCutOff().waits(4_000);
    tab.gets("{'event':'nicknames','data':[]}").sends(CLAIM.formatted(7));
    tab.gets("{'ack':7,'data':{'msg':'ok','token':'T'}}").sends();
  }

  @Test
  void somebody_whom_the_application_knows_without_a_token_sends_it_again() {
    says("{}", "'msg':'ok','nickname':'tom'");
    comesBack("'msg':'ok','nickname':'tom'").sends(SAID.formatted(4));
  }

  @Test
  void somebody_else_does_not_say_it() {
    says("{}", "'msg':'ok','token':'T'");
    comesBack("'msg':'ok','token':'U'").sees("claimed {'msg':'ok','token':'U'}", NOT_SAID).sends();
  }

  @Test
  void nobody_says_it() {
    says("{}", "'msg':'ok','token':'T'");
    comesBack("'msg':'No.','code':'nickname_taken'");
    tab.sees("claimed {'msg':'No.','code':'nickname_taken'}", NOT_SAID).sends();
  }

  @Test
  void it_is_not_said_into_a_log_in_which_it_may_be_already() {
    says("{}", "'msg':'ok','token':'T'").isCutOff().sees(LOST).waits(1_000).isAccepted();
    tab.gets("{'event':'reset','data':{'reason':'epoch_changed'}}").sends(CLAIM.formatted(3));
    tab.gets("{'ack':3,'data':{'msg':'ok','token':'T'}}").sends();
    tab.sees("reset {'reason':'epoch_changed'}", "claimed {'msg':'ok','token':'T'}", NOT_SAID);
  }

  @Test
  void a_page_that_does_not_claim_its_nickname_again_is_not_known_again() {
    tab.isConnected("{'token':'T'}").emits("message", "{'msg':'a'}", "said").isCutOff().sees(LOST);
    tab.waits(1_000).gets("{'event':'nicknames','data':[]}");
    tab.sees("connect", NOT_SAID, "nicknames []").sends();
  }

  @Test
  void somebody_whom_the_server_has_not_named_yet_is_who_their_token_says() {
    tab.isConnected("{'token':'T'}").emits("message", "{'msg':'a','key':'1'}", "said");
    tab.sends(SAID.formatted(1)).isCutOff().sees(LOST);
    tab.does("whenConnected", "nickname", "'tom'", "claimed").waits(1_000).isAccepted();
    tab.sends(CLAIM.formatted(2))
        .gets("{'ack':2,'data':{'msg':'ok','nickname':'tom','token':'T'}}");
    tab.sends(SAID.formatted(3));
  }

  @Test
  void what_was_not_sent_before_a_reset_is_sent_again_after_it() {
    tab.claimsWhenConnected("{}", "tom").emits("message", "{'msg':'a','key':'1'}").isAccepted();
    tab.gets("{'event':'reset','data':{'reason':'epoch_changed'}}").sends(CLAIM.formatted(1));
    tab.gets("{'ack':1,'data':{'msg':'ok','token':'T'}}").sends(SAID.formatted(2)).isCutOff();
    tab.waits(1_000).gets("{'event':'nicknames','data':[]}").sends(CLAIM.formatted(3));
    tab.gets("{'ack':3,'data':{'msg':'ok','token':'T'}}").sends(SAID.formatted(4));
  }

  @Test
  void an_unknown_person_is_told_at_once() {
    tab.isConnected("{}").emits("message", "{'nickname':'tom','msg':'a'}", "said").isCutOff();
    tab.sees(LOST, NOT_SAID);
  }

  @Test
  void what_has_no_key_is_not_sent_again() {
    says("{}", "'msg':'ok','token':'T'").emits("history", "{}", "read").emits("leave", "");
    tab.isCutOff();
    tab.sees(
        LOST,
        "read {'code':'disconnected','msg':'There is no connection.'}",
        "refused {'event':'leave','code':'disconnected','msg':'There is no connection.'}");
  }

  @Test
  void who_asked_for_no_answer_is_told_by_an_event() {
    tab.isConnected("{}").emits("message", "{'msg':'a'}").isCutOff();
    tab.sees(
        LOST, "refused {'event':'message','code':'disconnected','msg':'There is no connection.'}");
  }

  @Test
  void messages_and_whispers_get_a_key_and_nothing_else_does() {
    tab.isConnected("{}")
        .emits("message", "{'msg':'a'}")
        .emits("whisper", "{'to':'ann','msg':'a'}");
    tab.emits("signal", "'typing'");
    String key = "'key':'[0-9]{1,10}(-[0-9]{1,10}){3}'";
    tab.sendsLike(
        "\\{'event':'message','data':\\{'msg':'a'," + key + "},'ack':1}",
        "\\{'event':'whisper','data':\\{'to':'ann','msg':'a'," + key + "},'ack':2}",
        "\\{'event':'signal','data':'typing'}");
  }

  @Test
  void what_was_sent_does_not_wait_for_a_connection_that_will_not_be() {
    says("{}", "'msg':'ok','token':'T'").isClosed(4503, "kicked");
    tab.sees("disconnect {'code':4503,'reason':'kicked','willReconnect':false}", NOT_SAID);
    tab.opens().isAccepted().sends(CLAIM.formatted(3));
    tab.gets("{'ack':3,'data':{'msg':'ok','token':'T'}}").sends();
  }

  @Test
  void it_is_not_sent_for_ever() {
    says("{}", "'msg':'ok','token':'T'").isCutOff();
    int ack = 3;
    for (int repeat = 0; repeat < 3; repeat++, ack += 2) {
      tab.waits(1_000L << repeat).gets("{'event':'nicknames','data':[]}");
      tab.sends(CLAIM.formatted(ack))
          .gets("{'ack':" + ack + ",'data':{'msg':'ok','token':'T'}}")
          .sends(SAID.formatted(ack + 1))
          .does("takeSeen")
          .isCutOff();
    }
    tab.sees(LOST, NOT_SAID);
  }

  @Test
  void who_comes_back_under_another_nickname_does_not_say_it() {
    says("{}", "'msg':'ok','nickname':'tom','token':'T'");
    comesBack("'msg':'ok','nickname':'tom2','token':'T'").sends();
    tab.sees("claimed {'msg':'ok','nickname':'tom2','token':'T'}", NOT_SAID);
  }

  @Test
  void two_whom_the_application_knows_are_not_one() {
    says("{}", "'msg':'ok','nickname':'tom'");
    comesBack("'msg':'ok','nickname':'ann'").sends();
    tab.sees("claimed {'msg':'ok','nickname':'ann'}", NOT_SAID);
  }

  @Test
  void a_reset_is_not_forgotten_when_the_connection_breaks_before_the_claim_is_answered() {
    says("{}", "'msg':'ok','token':'T'").isCutOff().sees(LOST).waits(1_000).isAccepted();
    tab.gets("{'event':'reset','data':{'reason':'epoch_changed'}}").sends(CLAIM.formatted(3));
    tab.isCutOff().waits(2_000).gets("{'event':'nicknames','data':[]}").sends(CLAIM.formatted(4));
    tab.does("takeSeen").gets("{'ack':4,'data':{'msg':'ok','token':'T'}}").sends();
    tab.sees("claimed {'msg':'ok','token':'T'}", NOT_SAID);
  }

  @Test
  void what_was_sent_before_a_reset_may_be_answered_and_is_not_sent_again() {
    says("{}", "'msg':'ok','token':'T'").emits("message", "{'msg':'b','key':'2'}", "said");
    tab.gets("{'event':'reset','data':{'reason':'lagged'}}");
    tab.gets("{'ack':2,'data':{'msg':'ok','id':'e-1'}}").isCutOff();
    tab.sees("reset {'reason':'lagged'}", "said {'msg':'ok','id':'e-1'}", LOST, NOT_SAID);
  }
}
