/** The command line of the measurements. */
@NullMarked
package dev.chatroom.benchmarks;

import org.jspecify.annotations.NullMarked;
