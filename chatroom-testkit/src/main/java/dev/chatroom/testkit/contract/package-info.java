/**
 * What the contracts of {@link dev.chatroom.testkit.transport transports} and {@link
 * dev.chatroom.testkit.backplane backplanes} have in common: rules with a number, which say what is
 * known when they are broken.
 */
@NullMarked
package dev.chatroom.testkit.contract;

import org.jspecify.annotations.NullMarked;
