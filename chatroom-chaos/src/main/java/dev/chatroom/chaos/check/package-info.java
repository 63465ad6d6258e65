/** Whether what was seen keeps the laws. */
@NullMarked
package dev.chatroom.chaos.check;

import org.jspecify.annotations.NullMarked;
