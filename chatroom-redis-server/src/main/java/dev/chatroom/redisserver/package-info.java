/** Redis servers for the tests of this project, and what breaks them. */
@NullMarked
package dev.chatroom.redisserver;

import org.jspecify.annotations.NullMarked;
