package dev.chatroom.chaos.node;

/**
 * Where one node listens.
 *
 * @param socketIo for Socket.IO
 * @param plain for plain WebSockets
 */
public record NodePorts(int socketIo, int plain) {}
