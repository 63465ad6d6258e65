/** What of the transport cannot be measured from outside. */
@NullMarked
package dev.chatroom.jetty;

import org.jspecify.annotations.NullMarked;
