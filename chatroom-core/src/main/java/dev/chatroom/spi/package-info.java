/**
 * What a transport and a backplane are written against.
 *
 * <p>A {@link dev.chatroom.spi.Transport} turns outside connections into sessions; a {@link
 * dev.chatroom.spi.Backplane} keeps the logs of the rooms.
 */
@NullMarked
package dev.chatroom.spi;

import org.jspecify.annotations.NullMarked;
