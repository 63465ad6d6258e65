package dev.chatroom.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who a chat is when it comes back, and where it reads on. */
@EachSource
class ResumeIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  ResumeIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  private void comesBackWith(String query) {
    tab.isCutOff().waits(1_000);
    assertThat(tab.url()).isEqualTo("ws://chat.test/chat" + query + " chatroom.v1");
  }

  @Test
  void it_reads_on_behind_the_last_event_that_it_was_given() {
    tab.isConnected("{}").gets("{'event':'message','data':{'msg':'a','id':'e-1'}}");
    tab.gets("{'event':'joined','data':{'nickname':'tom','id':'e-2'}}");
    tab.gets("{'event':'nicknames','data':['tom']}");
    comesBackWith("?since=e-2");
  }

  @Test
  void of_history_it_has_all_up_to_the_last_message() {
    tab.isConnected("{}").gets("{'event':'history','data':[{'id':'e-4'},{'id':'e-7'}]}");
    comesBackWith("?since=e-7");
  }

  @Test
  void no_history_is_no_place_to_read_on_from() {
    tab.isConnected("{'since':'e-3'}").gets("{'event':'history','data':[]}");
    comesBackWith("?since=e-3");
  }

  @Test
  void after_a_reset_it_begins_anew() {
    tab.isConnected("{'since':'old-1'}").gets("{'event':'reset','data':{'reason':'lagged'}}");
    comesBackWith("");
  }

  @Test
  void an_answer_is_nothing_that_it_was_given() {
    tab.isConnected("{}").emits("message", "{'msg':'a'}", "said");
    tab.gets("{'ack':1,'data':{'msg':'ok','id':'e-9'}}").sees("said {'msg':'ok','id':'e-9'}");
    comesBackWith("");
  }

  @Test
  void it_is_again_whom_the_server_gave_a_token() {
    tab.isConnected("{'token':'old'}").emits("nickname", "'tom'");
    tab.gets("{'ack':1,'data':{'msg':'ok','nickname':'tom','token':'new'}}");
    comesBackWith("?token=new");
    assertThat(tab.asks("world.chat.token")).isEqualTo("new");
  }

  @Test
  void somebody_whom_the_application_knows_needs_no_token_any_more() {
    tab.isConnected("{'token':'old'}").emits("nickname", "'tom'");
    tab.gets("{'ack':1,'data':{'msg':'ok','nickname':'tom'}}");
    comesBackWith("");
  }

  @Test
  void a_refused_nickname_changes_nothing() {
    tab.isConnected("{'token':'old'}").emits("nickname", "'tom'", "claimed");
    tab.gets("{'ack':1,'data':{'msg':'No.','code':'nickname_taken'}}");
    tab.sees("claimed {'msg':'No.','code':'nickname_taken'}");
    comesBackWith("?token=old");
  }

  @Test
  void the_page_can_keep_both_for_its_next_visit() {
    tab.isConnected("{'token':'t','since':'e-1'}");
    tab.gets("{'event':'message','data':{'msg':'a','id':'e-2'}}");
    assertThat(tab.asks("[world.chat.token, world.chat.since]")).asString().isEqualTo("[t, e-2]");
  }
}
