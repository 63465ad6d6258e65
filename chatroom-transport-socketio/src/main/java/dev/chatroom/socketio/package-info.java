/**
 * The Socket.IO transport, on Netty and netty-socketio.
 *
 * <pre>{@code
 * ChatRooms rooms = ChatRooms.builder().build();
 * SocketIoTransport transport = SocketIoTransport.builder().port(3000).build();
 * transport.start(rooms);
 * }</pre>
 *
 * <p>A connection passes through stages, each with the bytes of one protocol and no other: {@code
 * HttpStage} (requests: files, handshakes), {@code WebSocketStage} (RFC 6455 frames), {@code
 * EngineSession} (Engine.IO: heartbeat, close), {@code SocketIoClient} (Socket.IO: connect, events,
 * acknowledgements). What the chat does with an event, core knows.
 */
@NullMarked
package dev.chatroom.socketio;

import org.jspecify.annotations.NullMarked;
