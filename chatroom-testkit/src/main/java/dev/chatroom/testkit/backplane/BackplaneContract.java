package dev.chatroom.testkit.backplane;

/**
 * All rules that every backplane keeps, as tests of the class that implements this.
 *
 * <pre>{@code
 * class OurBackplaneTest implements BackplaneContract {
 *   @Override
 *   public BackplaneUnderTest backplane() {
 *     return new OurBackplaneUnderTest();
 *   }
 * }
 * }</pre>
 *
 * <p>The name of each test begins with the number of its rule, B01 to B23; several tests may be of
 * one rule. Where logs live outside of the process there is more to keep: {@link
 * RemoteBackplaneContract}.
 */
public interface BackplaneContract
    extends CommandRules,
        VerdictRules,
        TailRules,
        NicknameRules,
        KeyRules,
        ReadingRules,
        FollowingRules,
        ModerationRules {}
