package dev.chatroom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room is about just now (XEP-0045 §8.1).
 *
 * @param text the subject; empty when it was taken back
 * @param by who set it; the application when absent
 * @param time when
 */
public record Subject(String text, @Nullable Nickname by, Instant time) {}
