package dev.chatroom.example;

/** The page over a plain WebSocket, by chatroom.js. */
class JettyBrowserIT extends PageStories {

  @Override
  String transport() {
    return "jetty";
  }
}
