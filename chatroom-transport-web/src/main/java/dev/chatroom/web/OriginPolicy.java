package dev.chatroom.web;

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
public record OriginPolicy(
    Set<Origin> allowed, boolean anyAllowed, boolean required, boolean credentials) {

  /** A sandbox, a document of no address, a file: nobody can tell one from the other. */
  private static final Pattern OPAQUE = Pattern.compile("null|[a-z][a-z0-9+.-]*://");

  private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");

  /**
   * Makes a policy.
   *
   * @param allowed origins that may, besides the server's own
   * @param anyAllowed whether all may, opaque ones included
   * @param required whether a request has to say that it comes from a page that may
   * @param credentials whether pages of the allowed origins may have the browser send cookies
   */
  public OriginPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * What a request says of where it comes from, and by which address of ours it came. Whoever asks
   * refuses a request with more than one header {@code Host}: an origin could be that of either.
   *
   * @param origins the headers {@code Origin}
   * @param sites the headers {@code Sec-Fetch-Site}
   * @param scheme {@code http} or {@code https}; absent where a proxy may have ended TLS without
   *     telling
   * @param host the name of ours that it asked for, and the port where it is not the scheme's own
   */
  public record Asked(
      List<String> origins, List<String> sites, @Nullable String scheme, @Nullable String host) {}

  /**
   * What is done with a request.
   *
   * @param isAllowed whether it is answered
   * @param cors what the browser is told; absent for pages of our own, and for who is no browser
   */
  public record Verdict(boolean isAllowed, @Nullable Cors cors) {

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
  public record Cors(String origin, boolean credentials) {}

  /**
   * Decides.
   *
   * @param asked what the request says
   * @return whether it is answered, and how
   */
  public Verdict judge(Asked asked) {
    if (asked.origins().size() > 1) {
      return Verdict.REFUSED;
    }
    if (asked.origins().isEmpty()) {
      return withoutOrigin(asked.sites());
    }
    String written = asked.origins().get(0);
    if (OPAQUE.matcher(written).matches()) {
      return anyAllowed ? Verdict.foreign(written, false) : Verdict.REFUSED;
    }
    return Origin.parse(written)
        .map(origin -> ofOrigin(origin, written, asked))
        .orElse(Verdict.REFUSED);
  }

  private Verdict ofOrigin(Origin origin, String written, Asked asked) {
    Optional<Origin> here = here(origin, asked);
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
  private static Optional<Origin> here(Origin origin, Asked asked) {
    if (!origin.isWeb() || asked.host() == null) {
      return Optional.empty();
    }
    String scheme = asked.scheme() == null ? origin.scheme() : asked.scheme();
    return Origin.parse(scheme + "://" + asked.host());
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
