@NullMarked
package dev.chatroom.benchmarks.room;

import org.jspecify.annotations.NullMarked;
