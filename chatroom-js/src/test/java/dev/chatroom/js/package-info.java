/** Tests of chatroom.js, each with all four scripts. */
@NullMarked
package dev.chatroom.js;

import org.jspecify.annotations.NullMarked;
