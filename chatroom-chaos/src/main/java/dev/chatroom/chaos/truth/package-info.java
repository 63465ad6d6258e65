/** The log as it stands in Redis, read without anything of this project. */
@NullMarked
package dev.chatroom.chaos.truth;

import org.jspecify.annotations.NullMarked;
