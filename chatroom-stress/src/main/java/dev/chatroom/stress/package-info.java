/** Runs the stress tests, which are in the packages of what they test. */
@NullMarked
package dev.chatroom.stress;

import org.jspecify.annotations.NullMarked;
