/** The clients of a server that is measured: what they do, and what they notice. */
@NullMarked
package dev.chatroom.benchmarks.load;

import org.jspecify.annotations.NullMarked;
