package dev.chatroom.internal;

import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.MessageFilter;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RolePolicy;
import java.util.List;

/**
 * What an application lets pass.
 *
 * @param authenticator who a connection is
 * @param nicknames which nicknames may be claimed
 * @param roles what somebody is who joins
 * @param permissions who may do what
 * @param filters what may be said
 * @param rates how much of it
 */
public record Policies(
    Authenticator authenticator,
    NicknamePolicy nicknames,
    RolePolicy roles,
    PermissionPolicy permissions,
    List<MessageFilter> filters,
    RateLimits rates) {}
