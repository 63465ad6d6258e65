package dev.chatroom.socketio;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of some origin may connect (RFC 6454, RFC 6455 §10.2).
 *
 * @param allowed origins that may, besides the server's own
 * @param anyAllowed whether all may, opaque ones included
 * @param required whether a request has to say that it comes from a page that may
 * @param credentials whether pages of the allowed origins may have the browser send cookies
 */
record OriginPolicy(
    Set<Origin> allowed, boolean anyAllowed, boolean required, boolean credentials) {

  /** A sandbox, a document of no address, a file: nobody can tell one from the other. */
  private static final Pattern OPAQUE = Pattern.compile("null|[a-z][a-z0-9+.-]*://");

  private static final String SITE = "sec-fetch-site";
  private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");

  OriginPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * What is done with a request.
   *
   * @param isAllowed whether it is answered
   * @param cors what the browser is told; absent for pages of our own, and for who is no browser
   */
  record Verdict(boolean isAllowed, @Nullable Cors cors) {

    private static final Verdict REFUSED = new Verdict(false, null);
    private static final Verdict OWN = new Verdict(true, null);

    private static Verdict foreign(String origin, boolean credentials) {
      return new Verdict(true, new Cors(origin, credentials));
    }
  }

  /**
   * That a page of another origin may read the answer.
   *
   * @param origin which one, as its browser wrote it
   * @param credentials whether also to a request that carries cookies
   */
  record Cors(String origin, boolean credentials) {}

  Verdict judge(HttpHeaders headers, Arrival arrival) {
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    if (origins.size() > 1 || headers.getAll(HttpHeaderNames.HOST).size() > 1) {
      return Verdict.REFUSED;
    }
    if (origins.isEmpty()) {
      return withoutOrigin(headers.getAll(SITE));
    }
    String written = origins.get(0);
    if (OPAQUE.matcher(written).matches()) {
      return anyAllowed ? Verdict.foreign(written, false) : Verdict.REFUSED;
    }
    return Origin.parse(written)
        .map(origin -> ofOrigin(origin, written, arrival))
        .orElse(Verdict.REFUSED);
  }

  private Verdict ofOrigin(Origin origin, String written, Arrival arrival) {
    Optional<Origin> here = here(origin, arrival);
    if (here.isPresent() && origin.equals(here.get())) {
      return Verdict.OWN;
    }
    if (here.isPresent() && origin.isSameServer(here.get())) {
      // A page of our own, but the browser does not know that.
      return Verdict.foreign(written, true);
    }
    return anyAllowed || allowed.contains(origin)
        ? Verdict.foreign(written, credentials)
        : Verdict.REFUSED;
  }

  /** The origin that pages of our own have; where TLS may end elsewhere, either scheme will do. */
  private static Optional<Origin> here(Origin origin, Arrival arrival) {
    if (!origin.isWeb() || arrival.host() == null) {
      return Optional.empty();
    }
    String scheme = arrival.scheme() == null ? origin.scheme() : arrival.scheme();
    return Origin.parse(scheme + "://" + arrival.host());
  }

  /**
   * Browsers send no origin with a GET to the page's own, nor with a script element, by which any
   * page may poll; newer ones tell the two apart (Fetch Metadata §2.3).
   */
  private Verdict withoutOrigin(List<String> sites) {
    boolean allows =
        anyAllowed
            || (required
                ? sites.equals(List.of("same-origin"))
                : sites.stream().noneMatch(FOREIGN_SITES::contains));
    return allows ? Verdict.OWN : Verdict.REFUSED;
  }
}
