/**
 * The servers that are measured: each class with a {@code main} is one, in a process of its own.
 */
@NullMarked
package dev.chatroom.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
