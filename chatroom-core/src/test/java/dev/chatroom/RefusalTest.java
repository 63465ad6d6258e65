package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void the_codes_are_part_of_the_wire_contract() {
    assertThat(Refusal.values())
        .extracting(Refusal::code)
        .containsExactlyInAnyOrder(
            "nickname_taken",
            "nickname_blank",
            "nickname_too_long",
            "nickname_illegal",
            "nickname_reserved",
            "nickname_confusable",
            "message_unknown",
            "occupant_unknown",
            "muted",
            "voice_required",
            "forbidden",
            "banned",
            "members_only",
            "password_required",
            "unauthorized",
            "room_full",
            "too_many",
            "nickname_required",
            "message_empty",
            "message_too_long",
            "malformed",
            "too_large",
            "unknown_event",
            "rate_limited",
            "room_illegal",
            "room_unknown",
            "room_limit",
            "internal_error",
            "session_closed",
            "unavailable");
  }
}
