/**
 * How rooms work inside; not exported, and free to change with any release.
 *
 * <p>{@code LiveRoom} receives the log from the backplane into an {@code EventRing}. Each {@code
 * Lane} feeds its {@code Cursor}s from the ring on a thread of its own; {@code RoomView} folds the
 * same ring into who is here and what was said last.
 */
@NullMarked
package dev.chatroom.internal;

import org.jspecify.annotations.NullMarked;
