package dev.chatroom.testkit.backplane;

/**
 * The rules of {@link BackplaneContract}, and those that a backplane outside of the process keeps
 * when nodes are lost or cut off, and when its logs are lost: B24 to B30.
 */
public interface RemoteBackplaneContract
    extends BackplaneContract, LostNodeRules, CutRules, LostLogRules {}
