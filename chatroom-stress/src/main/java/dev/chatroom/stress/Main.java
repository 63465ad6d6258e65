package dev.chatroom.stress;

import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs jcstress, with its own options, and fails when a test did not pass.
 *
 * <p>jcstress throws when a test has a forbidden result or an error, but is content when nothing
 * runs: when no test matches, when there are too few CPUs, when the generated code does not fit.
 */
final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    if (!options.parse()) {
      throw new IllegalArgumentException("options: " + String.join(" ", arguments));
    }
    JCStress jcstress = new JCStress(options);
    Set<String> expected = new TreeSet<>(jcstress.getTests());
    if (expected.isEmpty()) {
      throw new AssertionError("no test matches " + options.getTestFilter());
    }
    jcstress.run();

    expected.removeAll(passed(options.getResultFile()));
    if (!expected.isEmpty()) {
      throw new AssertionError("did not run or did not pass: " + expected);
    }
  }

  private static Set<String> passed(String resultFile) throws Exception {
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector file = new DiskReadCollector(resultFile, results);
    try {
      file.dump();
    } finally {
      file.close();
    }
    Set<String> passed = new TreeSet<>();
    Set<String> failed = new TreeSet<>();
    for (TestResult each : results.getTestResults()) {
      boolean normal = each.status() == Status.NORMAL && each.grading().isPassed;
      (normal ? passed : failed).add(each.getName());
    }
    passed.removeAll(failed);
    return passed;
  }
}
