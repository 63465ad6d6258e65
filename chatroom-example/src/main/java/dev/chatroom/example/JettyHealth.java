package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers {@link Health#PATH} on Jetty's port. */
final class JettyHealth extends Handler.Abstract.NonBlocking {

  private final ChatRooms rooms;

  JettyHealth(ChatRooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!HttpMethod.GET.is(request.getMethod())
        || !Request.getPathInContext(request).equals(Health.PATH)) {
      return false;
    }
    Health health = Health.of(rooms);
    response.setStatus(health.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, health.text(), callback);
    return true;
  }
}
