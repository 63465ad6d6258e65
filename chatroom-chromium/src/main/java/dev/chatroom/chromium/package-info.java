/** A browser for the tests of this project, and what else tests may find missing. */
@NullMarked
package dev.chatroom.chromium;

import org.jspecify.annotations.NullMarked;
