package dev.chatroom.internal;

/**
 * How far a node has read a log.
 *
 * @param offset the place
 * @param version the place of the last change of who is here
 * @param occupants how many are here
 */
record Place(long offset, long version, int occupants) {}
