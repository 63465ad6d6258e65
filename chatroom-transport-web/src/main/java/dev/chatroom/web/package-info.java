/**
 * What the transports for browsers have in common: JSON with limits, origins of pages, and who is
 * counted. Not for applications: it may change with any version.
 */
@NullMarked
package dev.chatroom.web;

import org.jspecify.annotations.NullMarked;
