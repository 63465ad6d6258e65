/** What of the room cannot be measured from outside. */
@NullMarked
package dev.chatroom.internal;

import org.jspecify.annotations.NullMarked;
