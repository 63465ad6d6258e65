package dev.chatroom.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this computer, launched once for all tests, which are skipped where there is
 * none. Each page has a browser context, hence cookies, of its own; they end with the test, and
 * before the server does, so that no page tries to get back to it.
 */
public final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback {

  /** How long anything may take before the test counts as failed. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // A page that a test serves in the server's place does not count as this computer's.
          "--disable-features=LocalNetworkAccessChecks");

  private static final Needed NEEDED =
      new Needed("chatroom.browser", "Chromium", "set -Dchatroom.chromium=PATH");

  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Path executable = NEEDED.orSkip(Chromium::find);
    browser =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Chromium.class))
            .getOrComputeIfAbsent(executable, Launched::new, Launched.class)
            .browser;
  }

  /** JUnit closes it after the last test. */
  private static final class Launched implements AutoCloseable {

    private final Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

    private final Browser browser;

    private Launched(Path executable) {
      browser =
          playwright
              .chromium()
              .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
    }

    @Override
    public void close() {
      playwright.close();
    }
  }

  private static Optional<Path> find() {
    String given = System.getProperty("chatroom.chromium", "");
    Stream<String> places =
        given.isEmpty()
            ? Stream.of(
                // Without what only a window needs: half the work for each page.
                "/usr/bin/chromium-headless-shell",
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium")
            : Stream.of(given);
    return places.map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /** Returns a page that shows nothing yet. */
  public Page page() {
    return page(options -> {});
  }

  /** Returns a page that shows nothing yet, of a browser that is special in some way. */
  public Page page(Consumer<Browser.NewContextOptions> special) {
    Browser.NewContextOptions options = new Browser.NewContextOptions();
    special.accept(options);
    BrowserContext context = running().newContext(options);
    context.setDefaultTimeout((double) PATIENCE.toMillis());
    return context.newPage();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    running().contexts().forEach(BrowserContext::close);
  }

  private Browser running() {
    Browser launched = browser;
    if (launched == null) {
      throw new IllegalStateException("not launched");
    }
    return launched;
  }
}
