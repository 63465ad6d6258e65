/** What was seen: by each client, and in the log. */
@NullMarked
package dev.chatroom.chaos.record;

import org.jspecify.annotations.NullMarked;
