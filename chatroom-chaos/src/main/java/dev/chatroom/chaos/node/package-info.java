/** The nodes, each a process of its own. */
@NullMarked
package dev.chatroom.chaos.node;

import org.jspecify.annotations.NullMarked;
