/** Nodes that share rooms through Redis, while all of it breaks, and a checker of what was seen. */
@NullMarked
package dev.chatroom.chaos;

import org.jspecify.annotations.NullMarked;
