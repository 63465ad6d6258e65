package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.contract.RealTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks an example how it is. */
final class HealthAnswers {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private HealthAnswers() {}

  static void awaitOk(URI page) {
    await(page, "200 ok");
  }

  static void awaitUnavailable(URI page) {
    await(page, "503 unavailable");
  }

  private static void await(URI page, String expected) {
    if (!RealTime.await(ExampleProcess.PATIENCE, () -> ask(page).equals(expected))) {
      assertThat(ask(page)).as(page.toString()).isEqualTo(expected);
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
}
