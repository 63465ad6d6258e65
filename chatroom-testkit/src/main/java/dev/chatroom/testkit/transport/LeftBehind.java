package dev.chatroom.testkit.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * The threads and file descriptors of this process at one moment, to tell what came on top.
 *
 * @param known threads that were there
 * @param descriptors how many were open; 0 where the system does not tell
 */
record LeftBehind(Set<Thread> known, long descriptors) {

  /** What the JVM itself may open meanwhile: the file of a class path, a source of randomness. */
  private static final int OF_THE_JVM = 3;

  static LeftBehind now() {
    return new LeftBehind(Set.copyOf(Thread.getAllStackTraces().keySet()), openDescriptors());
  }

  private static long openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  /** Returns the threads that came on top and are still there. */
  List<Thread> threads(TransportUnderTest underTest) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> !known.contains(each) && !isOfTheJvm(each) && !underTest.isOfClients(each))
        .toList();
  }

  /** The common pool and the timer of CompletableFuture come and go as they like. */
  private static boolean isOfTheJvm(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return thread.getName().startsWith("ForkJoinPool.commonPool")
        || thread.getName().startsWith("CompletableFutureDelayScheduler")
        || group == null
        || group.getParent() == null;
  }

  boolean descriptorsAreBack() {
    return openDescriptors() <= descriptors + OF_THE_JVM;
  }

  /** What is left by now, in words. */
  String describe(TransportUnderTest underTest) {
    return "threads %s; file descriptors: %d before, %d now"
        .formatted(
            threads(underTest).stream().map(Thread::getName).toList(),
            descriptors,
            openDescriptors());
  }
}
