package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks an example how it is. */
final class HealthAnswers {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final long BETWEEN_MILLIS = 50;

  private HealthAnswers() {}

  static void awaitOk(URI page) {
    await(page, "200 ok");
  }

  static void awaitUnavailable(URI page) {
    await(page, "503 unavailable");
  }

  private static void await(URI page, String expected) {
    long end = System.nanoTime() + ExampleProcess.PATIENCE.toNanos();
    String answer = ask(page);
    while (!answer.equals(expected)) {
      assertThat(System.nanoTime())
          .as("%s, and not %s, of %s", answer, expected, page)
          .isLessThan(end);
      pause();
      answer = ask(page);
    }
  }

  private static String ask(URI page) {
    try {
      HttpRequest request = HttpRequest.newBuilder(page.resolve("/health")).build();
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      return answer.statusCode() + " " + answer.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_MILLIS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
