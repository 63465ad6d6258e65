package dev.chatroom.testkit.backplane;

/** What a group of rules is about that only a backplane outside of the process can keep. */
public interface RemoteBackplaneRules extends BackplaneRules {

  @Override
  RemoteBackplaneUnderTest backplane();
}
