/** The clients, over both transports. */
@NullMarked
package dev.chatroom.chaos.client;

import org.jspecify.annotations.NullMarked;
