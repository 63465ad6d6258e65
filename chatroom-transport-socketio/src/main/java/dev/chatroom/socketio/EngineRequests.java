package dev.chatroom.socketio;

import dev.chatroom.spi.Handshake;
import dev.chatroom.web.Admission;
import dev.chatroom.web.OriginPolicy;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of Engine.IO on one connection: handshakes, polls, posts, upgrades, or
 * errors of the protocol.
 *
 * <p>It stands for the base's authorization and polling stages, which take any version, method and
 * origin, let the client choose its session id, and keep a session for requests that never become
 * one. One poll at a time may wait on a connection.
 */
final class EngineRequests {

  private static final Pattern JSONP_INDEX = Pattern.compile("\\d{1,9}");

  private static final String SITE = "sec-fetch-site";

  private final EngineServices services;
  private final Settings settings;
  private @Nullable Waiting waiting;

  EngineRequests(EngineServices services) {
    this.services = services;
    this.settings = services.settings();
  }

  private record Waiting(Poll poll, EngineSession session) {}

  void answer(ChannelHandlerContext ctx, FullHttpRequest request, Map<String, List<String>> query) {
    HttpHeaders headers = request.headers();
    OriginPolicy.Verdict verdict = settings.access().origins().judge(asked(ctx, request));
    HttpReplies replies = new HttpReplies(verdict.cors());
    if (!verdict.isAllowed()) {
      ctx.writeAndFlush(replies.error(EngineError.FORBIDDEN));
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      String asked = headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
      ctx.writeAndFlush(replies.preflight(asked));
    } else {
      Optional<EngineError> error = route(ctx, request, query, replies);
      error.ifPresent(each -> ctx.writeAndFlush(replies.error(each)));
    }
  }

  private Optional<EngineError> route(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Map<String, List<String>> query,
      HttpReplies replies) {
    String transport = first(query, "transport");
    Optional<EngineVersion> version = EngineVersion.of(first(query, "EIO"));
    String sid = first(query, "sid");
    boolean webSocket = transport.equals("websocket");
    if (!webSocket && !transport.equals("polling")) {
      return Optional.of(EngineError.UNKNOWN_TRANSPORT);
    }
    if (sid.isEmpty()) {
      if (!request.method().equals(HttpMethod.GET)) {
        return Optional.of(EngineError.BAD_METHOD);
      }
      if (version.isEmpty()) {
        return Optional.of(EngineError.UNSUPPORTED_VERSION);
      }
      return webSocket
          ? open(ctx, request, query, version.get())
          : openPolling(ctx, request, query, version.get(), replies);
    }
    Optional<EngineSession> session = services.connections().find(sid);
    if (session.isEmpty()) {
      return Optional.of(EngineError.UNKNOWN_SESSION);
    }
    if (webSocket) {
      return upgrade(ctx, request, session.get());
    }
    if (!session.get().isPolling()) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    if (request.method().equals(HttpMethod.GET)) {
      return poll(ctx, query, session.get(), replies);
    }
    return request.method().equals(HttpMethod.POST)
        ? post(ctx, request, session.get(), replies)
        : Optional.of(EngineError.BAD_REQUEST);
  }

  private Optional<EngineError> open(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Map<String, List<String>> query,
      EngineVersion version) {
    Optional<EngineSession.Admitted> admitted = admit(ctx, request, query);
    if (admitted.isEmpty()) {
      return Optional.of(EngineError.TOO_MANY_SESSIONS);
    }
    WebSocketUpgrade upgrade = WebSocketUpgrade.of(request, services);
    EngineSession session =
        EngineSession.overWebSocket(
            upgrade.link(ctx.channel(), version, ctx.channel().eventLoop()),
            version,
            admitted.get(),
            services);
    Optional<EngineError> error = upgrade.begin(ctx, session, session::open);
    Admission.Ticket ticket = admitted.get().ticket();
    if (upgrade.hasBegun()) {
      ctx.channel().closeFuture().addListener(closed -> ticket.giveBack());
    } else {
      // Nobody will end the session.
      ticket.giveBack();
    }
    return error;
  }

  private Optional<EngineSession.Admitted> admit(
      ChannelHandlerContext ctx, FullHttpRequest request, Map<String, List<String>> query) {
    Arrival arrival = arrival(ctx, request);
    Handshake facts = facts(arrival, request, query);
    return services
        .connections()
        .sessions()
        .admit(arrival.client())
        .map(ticket -> new EngineSession.Admitted(facts, ticket));
  }

  private OriginPolicy.Asked asked(ChannelHandlerContext ctx, FullHttpRequest request) {
    Arrival arrival = arrival(ctx, request);
    HttpHeaders headers = request.headers();
    return new OriginPolicy.Asked(
        headers.getAll(HttpHeaderNames.ORIGIN),
        headers.getAll(SITE),
        arrival.scheme(),
        arrival.host());
  }

  private Arrival arrival(ChannelHandlerContext ctx, FullHttpRequest request) {
    return Arrival.of(ctx.channel(), request.headers(), settings.access().proxies());
  }

  private Optional<EngineError> upgrade(
      ChannelHandlerContext ctx, FullHttpRequest request, EngineSession session) {
    WebSocketUpgrade upgrade = WebSocketUpgrade.of(request, services);
    WebSocketLink link = upgrade.link(ctx.channel(), session.version(), session.eventLoop());
    if (!session.reserveUpgrade()) {
      UpgradeProbe refused = UpgradeProbe.refused(session, link);
      return upgrade.begin(ctx, refused, refused::close);
    }
    UpgradeProbe probe = UpgradeProbe.of(session, link);
    Optional<EngineError> error =
        upgrade.begin(ctx, probe, () -> probe.limit(settings.timing().upgradeTimeout()));
    if (!upgrade.hasBegun()) {
      session.execute(session::upgradeFailed);
    }
    return error;
  }

  private Optional<EngineError> openPolling(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Map<String, List<String>> query,
      EngineVersion version,
      HttpReplies replies) {
    if (hasMalformedIndex(query)) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    Optional<EngineSession.Admitted> admitted = admit(ctx, request, query);
    if (admitted.isEmpty()) {
      return Optional.of(EngineError.TOO_MANY_SESSIONS);
    }
    EngineSession session =
        EngineSession.overPolling(
            ctx.channel().eventLoop(), version, takesTextOnly(query), admitted.get(), services);
    session.open();
    take(newPoll(ctx, query, replies), session);
    return Optional.empty();
  }

  private Optional<EngineError> poll(
      ChannelHandlerContext ctx,
      Map<String, List<String>> query,
      EngineSession session,
      HttpReplies replies) {
    if (hasMalformedIndex(query)) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    take(newPoll(ctx, query, replies), session);
    return Optional.empty();
  }

  private void take(Poll poll, EngineSession session) {
    waiting = new Waiting(poll, session);
    session.execute(() -> session.poll(poll));
  }

  private Poll newPoll(
      ChannelHandlerContext ctx, Map<String, List<String>> query, HttpReplies replies) {
    String index = first(query, "j");
    return new Poll(
        ctx, index.isEmpty() ? null : Integer.valueOf(index), replies, () -> waiting = null);
  }

  private static boolean takesTextOnly(Map<String, List<String>> query) {
    return !first(query, "b64").isEmpty() || !first(query, "j").isEmpty();
  }

  /** A page that polls by scripts numbers the function that a script is to call. */
  private static boolean hasMalformedIndex(Map<String, List<String>> query) {
    String index = first(query, "j");
    return !index.isEmpty() && !JSONP_INDEX.matcher(index).matches();
  }

  private Optional<EngineError> post(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      EngineSession session,
      HttpReplies replies) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    byte[] body = ByteBufUtil.getBytes(request.content());
    Optional<List<EnginePacket>> packets =
        type.startsWith("application/x-www-form-urlencoded")
            ? JsonpForm.decode(body)
                .flatMap(text -> PollingPayload.decodeText(text, session.version()))
            : PollingPayload.decode(
                body, type.startsWith("application/octet-stream"), session.version());
    if (packets.isEmpty()) {
      session.execute(session::malformedPost);
      return Optional.of(EngineError.BAD_REQUEST);
    }
    session.receiveAll(packets.get(), () -> ctx.writeAndFlush(replies.ok()));
    return Optional.empty();
  }

  /** The connection is gone. */
  void disconnected() {
    Waiting lost = waiting;
    if (lost != null) {
      lost.session().execute(() -> lost.session().pollLost(lost.poll()));
    }
  }

  private static Handshake facts(
      Arrival arrival, FullHttpRequest request, Map<String, List<String>> query) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : request.headers()) {
      headers
          .computeIfAbsent(each.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(each.getValue());
    }
    return new Handshake("socketio", arrival.address(), query, headers);
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of("")).get(0);
  }
}
