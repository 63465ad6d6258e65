package dev.chatroom.js;

import dev.chatroom.chromium.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is emitted while there is no connection. */
@EachSource
class QueueIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final Script script;
  private Tab tab;

  QueueIT(Script script) {
    this.script = script;
  }

  @BeforeEach
  void open() {
    tab = Tab.open(CHROMIUM, script);
  }

  @Test
  void it_is_sent_in_order_when_there_is_one() {
    tab.connects("{}").emits("nickname", "'tom'").emits("message", "{'msg':'a','key':'1'}");
    tab.emits("leave", "").sends();
    tab.isAccepted()
        .sends(
            "{'event':'nickname','data':'tom','ack':1}",
            "{'event':'message','data':{'msg':'a','key':'1'},'ack':2}",
            "{'event':'leave','ack':3}");
  }

  @Test
  void what_is_too_much_is_refused_at_once() {
    tab.connects("{'queue':{'max':2}}").emits("leave", "").emits("leave", "");
    tab.emits("message", "{'msg':'c'}", "said").emits("leave", "");
    tab.sees(
        "said {'code':'queue_full','msg':'Too much is waiting for a connection.'}",
        "refused {'event':'leave','code':'queue_full','msg':'Too much is waiting for a connection.'}");
    tab.isAccepted().sends("{'event':'leave','ack':1}", "{'event':'leave','ack':2}");
  }

  @Test
  void a_hundred_fit() {
    tab.connects("{}").runs("for (let i = 0; i < 100; i++) world.emit('leave')").sees();
    tab.emits("leave", "", "left");
    tab.sees("left {'code':'queue_full','msg':'Too much is waiting for a connection.'}");
  }

  @Test
  void a_closed_chat_takes_nothing() {
    tab.connects("{}").emits("message", "{'msg':'a'}", "said").closes();
    tab.sees("said {'code':'disconnected','msg':'There is no connection.'}");
    tab.emits("leave", "", "left").emits("leave", "");
    tab.sees(
        "left {'code':'disconnected','msg':'There is no connection.'}",
        "refused {'event':'leave','code':'disconnected','msg':'There is no connection.'}");
    tab.opens().isAccepted().sends();
  }

  @Test
  void it_is_sent_as_it_was_when_it_was_emitted() {
    tab.connects("{}");
    tab.runs(
        "const what = { msg: 'a', key: '1' }; world.chat.emit('message', what); what.msg = 'b'");
    tab.isAccepted().sends("{'event':'message','data':{'msg':'a','key':'1'},'ack':1}");
  }

  @Test
  void it_waits_until_the_nickname_is_there_again() {
    tab.claimsWhenConnected("{}", "tom").emits("message", "{'msg':'a','key':'1'}");
    tab.isAccepted().sends("{'event':'nickname','data':'tom','ack':1}");
    tab.emits("message", "{'msg':'b','key':'2'}").sends();
    tab.gets("{'ack':1,'data':{'msg':'ok','nickname':'tom','token':'T'}}")
        .sends(
            "{'event':'message','data':{'msg':'a','key':'1'},'ack':2}",
            "{'event':'message','data':{'msg':'b','key':'2'},'ack':3}");
  }

  @Test
  void it_waits_for_the_nickname_that_is_claimed_in_place_of_a_refused_one() {
    tab.claimsWhenConnected("{}", "tom").emits("leave", "");
    tab.runs("world.onRefused = () => world.emit('nickname', \"'tom2'\")");
    tab.isAccepted().sends("{'event':'nickname','data':'tom','ack':1}");
    tab.gets("{'ack':1,'data':{'msg':'No.','code':'nickname_taken'}}");
    tab.sends("{'event':'nickname','data':'tom2','ack':2}");
    tab.gets("{'ack':2,'data':{'msg':'ok','nickname':'tom2','token':'T'}}");
    tab.sends("{'event':'leave','ack':3}");
  }

  @Test
  void it_does_not_wait_for_somebody_who_gets_no_nickname() {
    tab.claimsWhenConnected("{}", "tom").emits("message", "{'msg':'a','key':'1'}").isAccepted();
    tab.sends("{'event':'nickname','data':'tom','ack':1}");
    tab.gets("{'ack':1,'data':{'msg':'No.','code':'nickname_taken'}}");
    tab.sends("{'event':'message','data':{'msg':'a','key':'1'},'ack':2}");
  }

  @Test
  void it_waits_on_when_the_next_connection_breaks_too() {
    tab.claimsWhenConnected("{}", "tom")
        .emits("leave", "")
        .isAccepted()
        .sends("{'event':'nickname','data':'tom','ack':1}");
    tab.isCutOff()
        .sees(
            "disconnect {'code':1006,'reason':'','willReconnect':true}",
            "claimed {'code':'disconnected','msg':'There is no connection.'}");
    tab.waits(1_000).isAccepted().sends("{'event':'nickname','data':'tom','ack':2}");
    tab.gets("{'ack':2,'data':{'msg':'ok','nickname':'tom','token':'T'}}")
        .sends("{'event':'leave','ack':3}");
  }

  @Test
  void what_is_not_answered_counts_too() {
    tab.isConnected("{'queue':{'max':2}}").emits("leave", "").emits("leave", "");
    tab.emits("leave", "", "left").emits("signal", "'typing'");
    tab.sees("left {'code':'queue_full','msg':'Too much is waiting for a connection.'}");
    tab.gets("{'ack':1,'data':{'msg':'ok'}}").emits("leave", "", "left").sees();
    tab.isCutOff().emits("leave", "").emits("leave", "").emits("leave", "", "left");
    tab.sees(
        "disconnect {'code':1006,'reason':'','willReconnect':true}",
        "refused {'event':'leave','code':'disconnected','msg':'There is no connection.'}",
        "left {'code':'disconnected','msg':'There is no connection.'}",
        "left {'code':'queue_full','msg':'Too much is waiting for a connection.'}");
  }

  @Test
  void a_nickname_is_claimed_however_much_waits_for_it() {
    tab.claimsWhenConnected("{'queue':{'max':1}}", "tom").emits("leave", "").isAccepted();
    tab.sends("{'event':'nickname','data':'tom','ack':1}").sees();
    tab.isCutOff().emits("nickname", "'ann'", "named");
    tab.sees(
        "disconnect {'code':1006,'reason':'','willReconnect':true}",
        "claimed {'code':'disconnected','msg':'There is no connection.'}",
        "named {'code':'queue_full','msg':'Too much is waiting for a connection.'}");
  }

  @Test
  void what_is_sent_again_may_be_very_much() {
    tab.connects("{'token':'T','queue':{'max':200000}}").isAccepted();
    tab.runs(
        "for (let i = 0; i < 200_000; i++) world.chat.emit('message', { key: '1' });"
            + "world.sockets[0].sent.length = 0");
    tab.isCutOff().emits("leave", "", "left");
    tab.sees(
        "disconnect {'code':1006,'reason':'','willReconnect':true}",
        "left {'code':'queue_full','msg':'Too much is waiting for a connection.'}");
  }

  @Test
  void a_signal_waits_for_nothing() {
    tab.claimsWhenConnected("{}", "tom").emits("signal", "'typing'");
    tab.emits("signal", "'typing'", "signalled");
    tab.sees("signalled {'code':'disconnected','msg':'There is no connection.'}").isAccepted();
    tab.emits("signal", "'typing'").sends("{'event':'nickname','data':'tom','ack':1}");
    tab.gets("{'ack':1,'data':{'msg':'ok','nickname':'tom'}}").sends();
    tab.emits("signal", "'typing'").sends("{'event':'signal','data':'typing'}");
    tab.closes().emits("signal", "'typing'");
    tab.sees(
        "claimed {'msg':'ok','nickname':'tom'}",
        "disconnect {'code':1000,'reason':'client','willReconnect':false}");
  }
}
