/**
 * The plain WebSocket transport, on Jetty. There is nothing in it yet: the module reserves the name
 * and the dependency.
 */
@NullMarked
package dev.chatroom.jetty;

import org.jspecify.annotations.NullMarked;
