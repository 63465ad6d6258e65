package dev.chatroom.internal;

import dev.chatroom.spi.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session gets that begins to read at the place of the roster.
 *
 * @param roster who is here
 * @param history what was said last, oldest first
 * @param historyFrame the same as clients get it
 * @param subjectFrame what the room is about, where it is about something
 */
record Welcome(
    Roster roster, List<TailEntry> history, Frame historyFrame, @Nullable Frame subjectFrame) {}
