/** The servers that are measured, each a process of its own. */
@NullMarked
package dev.chatroom.benchmarks.server;

import org.jspecify.annotations.NullMarked;
