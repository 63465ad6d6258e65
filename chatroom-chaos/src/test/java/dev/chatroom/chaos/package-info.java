@NullMarked
package dev.chatroom.chaos;

import org.jspecify.annotations.NullMarked;
