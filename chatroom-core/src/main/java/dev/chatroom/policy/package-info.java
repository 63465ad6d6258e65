/**
 * What a room accepts: functions that an application may replace. They decide, and observe nothing.
 */
@NullMarked
package dev.chatroom.policy;

import org.jspecify.annotations.NullMarked;
