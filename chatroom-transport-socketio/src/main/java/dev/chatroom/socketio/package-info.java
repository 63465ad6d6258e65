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
 * HttpStages} (what a request may be), {@code HttpStage} (which are for files, and which for {@code
 * EngineRequests}: handshakes, polls, posts, upgrades), {@code WebSocketStage} (RFC 6455 messages),
 * {@code EngineSession} (Engine.IO: heartbeat, packets, upgrade, close) over a {@code
 * WebSocketLink} or a {@code PollingLink}, {@code SocketIoConnection} (Socket.IO: namespaces,
 * events, acknowledgements, attachments), {@code ChatClient} (a place in a room). What the chat
 * does with an event, core knows. docs/adr/0002-socketio-stages.md says why the stages are our own.
 */
@NullMarked
package dev.chatroom.socketio;

import org.jspecify.annotations.NullMarked;
