package dev.chatroom.socketio;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what Netty's leak detectors report, where Netty would write it to a log. */
final class LeakReports extends ResourceLeakDetectorFactory {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final Queue<String> reports = new ConcurrentLinkedQueue<>();
  private final List<Detector<?>> detectors = new CopyOnWriteArrayList<>();

  @SuppressWarnings("deprecation") // The one that a factory has to have.
  @Override
  public <T> ResourceLeakDetector<T> newResourceLeakDetector(
      Class<T> resource, int samplingInterval, long maxActive) {
    Detector<T> detector = new Detector<>(resource, samplingInterval, reports);
    detectors.add(detector);
    return detector;
  }

  /** Takes what was reported of all that nobody refers to any more. */
  List<String> take() {
    // What a collection has found is handed on by another thread, one after the other: what the
    // first one found is there when that of a second one is.
    collectGarbage();
    collectGarbage();
    detectors.forEach(Detector::look);
    List<String> taken = new ArrayList<>();
    for (String each = reports.poll(); each != null; each = reports.poll()) {
      taken.add(each);
    }
    return taken;
  }

  private static void collectGarbage() {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (collected.poll() != garbage) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("no garbage was collected");
      }
      System.gc();
    }
  }

  private static final class Detector<T> extends ResourceLeakDetector<T> {

    private final Queue<String> reports;

    Detector(Class<T> resource, int samplingInterval, Queue<String> reports) {
      super(resource, samplingInterval);
      this.reports = reports;
    }

    /** A detector looks at what was collected when it is given something new. */
    @SuppressWarnings("unchecked") // It is only compared with itself.
    void look() {
      T anything = (T) new Object();
      ResourceLeakTracker<T> tracker = trackForcibly(anything);
      tracker.close(anything);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
      reports.add(resource + " was not released" + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
      reports.add(resource + " was not released");
    }
  }
}
