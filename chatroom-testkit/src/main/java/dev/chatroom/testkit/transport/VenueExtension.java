package dev.chatroom.testkit.transport;

import dev.chatroom.testkit.contract.RuleExtension;

/** Gives each rule its venue. Comes with {@link TransportRules}; there is nothing to do with it. */
public final class VenueExtension extends RuleExtension<Venue> {

  /** For JUnit. */
  public VenueExtension() {
    super(Venue.class, 'T');
  }

  @Override
  protected Venue open(Object rules) {
    return new Venue(((TransportRules) rules).transport());
  }

  @Override
  protected String seen(Venue venue) {
    return "what everybody got:" + venue;
  }
}
