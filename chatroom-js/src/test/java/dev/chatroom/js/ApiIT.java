package dev.chatroom.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.chromium.Chromium;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same chat, whichever script it comes from. */
@EachScript
class ApiIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  ApiIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  @Test
  void it_connects_to_where_the_page_came_from() {
    assertThat(tab.connects("{}").url()).isEqualTo("ws://chat.test/chat chatroom.v1");
    Tab secure = Tab.open(CHROMIUM, script, "https://chat.test:8443/rooms/").connects("{}");
    assertThat(secure.url()).isEqualTo("wss://chat.test:8443/chat chatroom.v1");
  }

  @Test
  void it_connects_to_where_the_page_says() {
    tab.connects("{'url':'wss://other.test/talk?v=1','room':'dev'}");
    assertThat(tab.url()).isEqualTo("wss://other.test/talk?v=1&room=dev chatroom.v1");
    tab.connects("{'url':'/app/chat'}");
    assertThat(tab.url()).isEqualTo("ws://chat.test/app/chat chatroom.v1");
  }

  @Test
  void what_is_there_of_the_parameters_goes_into_the_query() {
    tab.connects(
        "{'room':'a b','token':'','password':'p&q','presence':'delta','since':'e-1','query':{'jwt':'x','n':0,'no':null,'empty':''}}");
    assertThat(tab.url())
        .isEqualTo(
            "ws://chat.test/chat?jwt=x&n=0&room=a+b&password=p%26q&presence=delta&since=e-1 chatroom.v1");
  }

  @Test
  void the_page_may_change_its_own_parameters_between_attempts() {
    tab.runs("world.query = { jwt: 'old' }")
        .runs(
            "const open = world.connect;"
                + "world.connect = (options) => open({ ...options, query: world.query })");
    tab.isConnected("{}").runs("world.query.jwt = 'new'").isCutOff().waits(1_000);
    assertThat(tab.url()).isEqualTo("ws://chat.test/chat?jwt=new chatroom.v1");
  }

  @Test
  void an_address_that_is_none_is_the_pages_mistake() {
    assertThatThrownBy(() -> tab.connects("{'url':'http://'}")).hasMessageContaining("Invalid URL");
  }

  @Test
  void it_is_connected_when_the_server_has_a_place_for_it() {
    tab.connects("{}");
    assertThat(tab.asks("world.chat.connected")).isEqualTo(false);
    tab.isAccepted();
    assertThat(tab.asks("world.chat.connected")).isEqualTo(true);
    tab.isCutOff();
    assertThat(tab.asks("world.chat.connected")).isEqualTo(false);
  }

  @Test
  void events_come_to_those_who_listen() {
    tab.isConnected("{}").gets("{'event':'message','data':{'nickname':'tom','msg':'hi'}}");
    tab.gets("{'event':'of a later version','data':1}")
        .gets("{'event':'refused','data':{'event':'x'}}");
    tab.sees("message {'nickname':'tom','msg':'hi'}", "refused {'event':'x'}");
  }

  @Test
  void who_is_taken_off_hears_nothing_any_more() {
    tab.isConnected("{}")
        .runs(
            "const heard = (data) => world.seen.push('heard ' + data);"
                + "world.chat.on('nicknames', heard).on('nicknames', heard);"
                + "world.chat.on('nicknames', () => world.chat.off('nicknames', heard))");
    tab.gets("{'event':'nicknames','data':['a']}").gets("{'event':'nicknames','data':['b']}");
    tab.sees("nicknames ['a']", "heard a", "nicknames ['b']");
    tab.runs("world.chat.off('nothing', () => 0)");
  }

  @Test
  void who_begins_to_listen_in_a_listener_hears_what_comes_next() {
    tab.isConnected("{}")
        .runs(
            "world.chat.on('nicknames', () => world.chat.on('nicknames',"
                + " (data) => world.seen.push('heard ' + data)))");
    tab.gets("{'event':'nicknames','data':['a']}").sees("nicknames ['a']");
    tab.gets("{'event':'nicknames','data':['b']}").sees("nicknames ['b']", "heard b");
  }

  @Test
  void an_answer_comes_to_whoever_asked_and_once() {
    tab.isConnected("{}")
        .emits("history", "{'limit':2}", "read")
        .runs("world.chat.emit('leave', (answer) => world.seen.push('left ' + answer.msg))");
    tab.sends("{'event':'history','data':{'limit':2},'ack':1}", "{'event':'leave','ack':2}");
    tab.gets("{'ack':2,'data':{'msg':'ok'}}").gets("{'ack':1,'data':{'msg':'ok','messages':[]}}");
    tab.gets("{'ack':1,'data':{'msg':'ok'}}").gets("{'ack':99,'data':{'msg':'ok'}}");
    tab.sees("left ok", "read {'msg':'ok','messages':[]}");
  }

  @Test
  void a_refusal_that_nobody_asked_for_is_an_event() {
    tab.isConnected("{}").emits("nickname", "'tom'").emits("message", "{'msg':''}");
    tab.gets("{'ack':1,'data':{'msg':'No.','code':'nickname_taken'}}");
    tab.gets("{'ack':2,'data':{'msg':'No.','code':'message_empty'}}");
    tab.sees(
        "refused {'event':'nickname','msg':'No.','code':'nickname_taken'}",
        "refused {'event':'message','msg':'No.','code':'message_empty'}");
  }

  @Test
  void what_a_listener_throws_is_reported_and_harms_nobody() {
    tab.connects("{}")
        .runs(
            "for (const event of ['connect', 'message', 'disconnect'])"
                + "world.chat.on(event, () => { throw new Error(event); }).on(event, () => world.seen.push('next'))");
    tab.gets("{'event':'message','data':{'id':'e-1'}}");
    tab.sees(
        "connect",
        "next",
        "message {'id':'e-1'}",
        "next",
        "uncaught 'connect'",
        "uncaught 'message'");
    tab.runs("world.chat.emit('leave', () => { throw new Error('answer'); })");
    tab.gets("{'ack':1,'data':{'msg':'ok'}}").sees("uncaught 'answer'").isCutOff();
    tab.sees(
        "disconnect {'code':1006,'reason':'','willReconnect':true}",
        "next",
        "uncaught 'disconnect'");
    tab.waits(1_000).hasTried(2);
    assertThat(tab.url()).isEqualTo("ws://chat.test/chat?since=e-1 chatroom.v1");
  }

  @Test
  void what_is_no_json_is_reported_and_harms_nobody() {
    tab.isConnected("{}")
        .runs(
            "try { world.sockets[0].onmessage({ data: '{' }) } catch (broken) { world.seen.push(broken.name) }");
    tab.gets("{'event':'nicknames','data':['a']}").sees("SyntaxError", "nicknames ['a']");
  }

  @Test
  void a_page_that_closes_when_it_is_connected_hears_nothing_more() {
    tab.connects("{}")
        .emits("leave", "")
        .runs("world.chat.on('connect', () => world.chat.close())");
    tab.gets("{'event':'nicknames','data':[]}");
    tab.sees(
        "connect",
        "disconnect {'code':1000,'reason':'client','willReconnect':false}",
        "refused {'event':'leave','code':'disconnected','msg':'There is no connection.'}");
    tab.sends();
  }

  @Test
  void there_is_no_global_but_chatroom() {
    assertThat(tab.asks("world.newGlobals().filter((name) => name !== 'world')"))
        .isEqualTo(script.isModule() ? List.of() : List.of("chatroom"));
  }

  @Test
  void minified_it_is_small() {
    assertThat(script.text().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(script.isMinified() ? 5_000 : 20_000);
  }

  @Test
  void what_is_larger_than_a_server_takes_is_refused_at_once() {
    tab.isConnected("{'maxMessageBytes':100}")
        .emits("nickname", "'" + "ä".repeat(24) + "'", "claimed");
    tab.sees("claimed {'code':'too_large','msg':'The request is too large.'}").sends();
    tab.emits("nickname", "'" + "ä".repeat(23) + "'").sendsLike(".*ä{23}.*");
  }

  @Test
  void a_server_takes_a_million_bytes() {
    tab.isConnected("{}").runs("world.emit('message', `{'msg':'${'x'.repeat(999_950)}'}`)");
    tab.sees("refused {'event':'message','code':'too_large','msg':'The request is too large.'}");
    tab.runs("world.emit('message', `{'msg':'${'x'.repeat(999_850)}'}`)").sees();
    assertThat(tab.asks("world.sockets[0].sent.length")).isEqualTo(1);
  }
}
