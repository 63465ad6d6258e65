package dev.chatroom.web;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who is in, in all and by address, and lets nobody in beyond the bounds. Safe for use by
 * any thread.
 */
public final class Admission {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final String what;
  private final int max;
  private final int maxPerAddress;

  // Guarded by this.
  private final Map<Subnet, Integer> byAddress = new HashMap<>();
  private int count;
  private boolean full;

  /**
   * Begins with nobody.
   *
   * @param what are counted, for the log
   * @param max how many in all
   * @param maxPerAddress how many of one address
   */
  public Admission(String what, int max, int maxPerAddress) {
    this.what = what;
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /** A place that somebody has; safe for use by any thread. */
  public final class Ticket {

    private final @Nullable Subnet counted;

    // Guarded by the admission.
    private boolean isGivenBack;

    private Ticket(@Nullable Subnet counted) {
      this.counted = counted;
    }

    /** Makes the place free; again, does nothing. */
    public void giveBack() {
      synchronized (Admission.this) {
        if (!isGivenBack) {
          isGivenBack = true;
          leave(counted);
        }
      }
    }
  }

  /**
   * Lets somebody in, if there is a place.
   *
   * @param address whom to count it to; nobody where there is none
   * @return the place; nothing when there is none
   */
  public Optional<Ticket> admit(@Nullable InetAddress address) {
    Subnet counted = address == null ? null : Subnet.around(address);
    boolean isFull;
    boolean begins;
    synchronized (this) {
      isFull = count >= max;
      if (!isFull && hasPlace(counted)) {
        count++;
        if (counted != null) {
          byAddress.merge(counted, 1, Integer::sum);
        }
        return Optional.of(new Ticket(counted));
      }
      begins = isFull && !full;
      full |= isFull;
    }
    if (begins) {
      LOG.warn("there are {} {}, as many as there may be: more are refused", max, what);
    } else {
      LOG.debug("one of the {} of {} is refused", what, address);
    }
    return Optional.empty();
  }

  private boolean hasPlace(@Nullable Subnet counted) {
    return counted == null || byAddress.getOrDefault(counted, 0) < maxPerAddress;
  }

  private void leave(@Nullable Subnet counted) {
    count--;
    if (count <= max - max / 10) {
      // Who comes and goes at the bound makes no new spell.
      full = false;
    }
    if (counted != null) {
      byAddress.computeIfPresent(counted, (each, open) -> open == 1 ? null : open - 1);
    }
  }
}
