/**
 * What happens in the rooms, as meters of Micrometer, and so in Prometheus and the many others that
 * Micrometer writes to.
 *
 * <pre>{@code
 * MeterRegistry registry = new SimpleMeterRegistry();
 * ChatRooms rooms = ChatRooms.builder().metrics(new MicrometerChatMetrics(registry)).build();
 * }</pre>
 *
 * <p>{@link dev.chatroom.micrometer.MicrometerChatMetrics} lists the meters; {@link
 * dev.chatroom.micrometer.MicrometerBackplaneMetrics} those of a backplane outside the process.
 */
@NullMarked
package dev.chatroom.micrometer;

import org.jspecify.annotations.NullMarked;
