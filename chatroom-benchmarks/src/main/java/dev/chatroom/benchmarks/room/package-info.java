/** What the room itself takes, without a network, measured with JMH. */
@NullMarked
package dev.chatroom.benchmarks.room;

import org.jspecify.annotations.NullMarked;
