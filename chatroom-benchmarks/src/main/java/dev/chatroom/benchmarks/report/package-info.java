/** What was measured, as people read it. */
@NullMarked
package dev.chatroom.benchmarks.report;

import org.jspecify.annotations.NullMarked;
