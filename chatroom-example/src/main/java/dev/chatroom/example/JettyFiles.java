package dev.chatroom.example;

import java.net.URL;
import java.util.Objects;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The page's files as Jetty serves them, and those of chatroom.js under {@code /chatroom/}. */
final class JettyFiles extends Handler.Wrapper {

  private static final String WEBSOCKET_CONNECTION = "/js/connection-websocket.js";

  JettyFiles() {
    ContextHandler client =
        new ContextHandler(folder("/META-INF/resources/chatroom/"), "/chatroom");
    setHandler(new Handler.Sequence(client, folder(Page.FOLDER + "/")));
  }

  private static ResourceHandler folder(String name) {
    URL folder = Objects.requireNonNull(JettyFiles.class.getResource(name), name);
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.of(files).newResource(folder));
    files.setWelcomeFiles(Page.INDEX);
    files.setDirAllowed(false);
    files.setEtags(true);
    files.setCacheControl("no-cache");
    return files;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Page.HEADERS.forEach(response.getHeaders()::put);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    if (!Request.getPathInContext(request).equals(Page.CONNECTION)) {
      return super.handle(request, response, callback);
    }
    HttpURI uri = HttpURI.build(request.getHttpURI(), WEBSOCKET_CONNECTION);
    return super.handle(Request.serveAs(request, uri), response, callback);
  }
}
