@NullMarked
package dev.chatroom.chaos.check;

import org.jspecify.annotations.NullMarked;
