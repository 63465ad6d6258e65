/**
 * The plain WebSocket transport, on Jetty: {@link dev.chatroom.jetty.JettyTransport}.
 *
 * <p>From the socket to the room a client goes through Jetty's handshake ({@code Upgrade}), Jetty's
 * frames on Jetty's threads ({@code ChatConnection}), and from there on its lane ({@code
 * ChatClient}), with what comes ({@code Incoming}) and what goes ({@code Outgoing}).
 */
@NullMarked
package dev.chatroom.jetty;

import org.jspecify.annotations.NullMarked;
