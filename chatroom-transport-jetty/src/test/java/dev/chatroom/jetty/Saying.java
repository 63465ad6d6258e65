package dev.chatroom.jetty;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A handler of an application: answers with a word and the path. */
final class Saying extends Handler.Abstract.NonBlocking {

  private final String word;

  Saying(String word) {
    this.word = word;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Content.Sink.write(response, true, word + " " + Request.getPathInContext(request), callback);
    return true;
  }
}
