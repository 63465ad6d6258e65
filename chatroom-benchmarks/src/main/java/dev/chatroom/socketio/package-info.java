/** What of the transport cannot be measured from outside. */
@NullMarked
package dev.chatroom.socketio;

import org.jspecify.annotations.NullMarked;
