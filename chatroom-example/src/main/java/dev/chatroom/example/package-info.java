/** The documented chat as a program: one main, one page. */
@NullMarked
package dev.chatroom.example;

import org.jspecify.annotations.NullMarked;
