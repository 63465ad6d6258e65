@NullMarked
package dev.chatroom.redisserver;

import org.jspecify.annotations.NullMarked;
