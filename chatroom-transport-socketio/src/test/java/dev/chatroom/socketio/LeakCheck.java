package dev.chatroom.socketio;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each class of tests that leaves a buffer, or what else Netty counts references to, without
 * releasing it. JUnit finds it by {@code META-INF/services}, before Netty makes its detectors.
 */
public final class LeakCheck implements AfterAllCallback {

  static final LeakReports REPORTS = new LeakReports();

  static {
    // Every buffer is watched; but a stack trace for each byte that is read or written would be
    // most
    // of what the tests do. Where one was made, and who took and gave a reference, is remembered.
    System.setProperty("io.netty.leakDetection.acquireAndReleaseOnly", "true");
    ResourceLeakDetector.setLevel(Level.PARANOID);
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(REPORTS);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> leaks = REPORTS.take();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          leaks.size()
              + " leaks in or before "
              + context.getDisplayName()
              + ":\n\n"
              + String.join("\n\n", leaks));
    }
  }
}
