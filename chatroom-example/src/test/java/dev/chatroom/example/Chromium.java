package dev.chatroom.example;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this computer, for the tests of one class, which are skipped where there is none.
 * Each person has a browser context, hence cookies, of their own; they end with the test.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

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

  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Path executable = NEEDED.orSkip(find());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  private static Optional<Path> find() {
    String given = System.getProperty("chatroom.chromium", "");
    Stream<String> places =
        given.isEmpty()
            ? Stream.of(
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium")
            : Stream.of(given);
    return places.map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /** Returns somebody who has not opened a page yet. */
  Person person() {
    return person(options -> {});
  }

  /** Returns somebody whose browser is special in some way. */
  Person person(Consumer<Browser.NewContextOptions> special) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setLocale("zh-CN").setTimezoneId("Asia/Shanghai");
    special.accept(options);
    BrowserContext context = running().newContext(options);
    context.setDefaultTimeout((double) ExampleProcess.PATIENCE.toMillis());
    return new Person(context.newPage());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    running().contexts().forEach(BrowserContext::close);
  }

  private Browser running() {
    Browser launched = browser;
    if (launched == null) {
      throw new IllegalStateException("not launched");
    }
    return launched;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
