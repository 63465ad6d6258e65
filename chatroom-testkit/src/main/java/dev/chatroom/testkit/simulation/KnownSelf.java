package dev.chatroom.testkit.simulation;

/** A session that has read everything knows who it is in the room. */
final class KnownSelf implements Law {

  static final String LAW = "law 3 (one owner), known to the owner";

  private final Breaches breaches;

  KnownSelf(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Watch() {
      @Override
      public void settled() {
        RoomTruth room = connection.room();
        if (room.seat(connection.identity()).contains(connection.sessionId())) {
          String nickname = room.present().getOrDefault(connection.identity(), "");
          breaches.expect(
              connection.nickname().equals(nickname),
              LAW,
              () ->
                  "\""
                      + nickname
                      + "\" thinks it is \""
                      + connection.nickname()
                      + "\": "
                      + connection);
        } else if (room.seat(connection.identity()).isEmpty()) {
          breaches.expect(
              connection.nickname().isEmpty(),
              LAW,
              () -> "nobody thinks it is \"" + connection.nickname() + "\": " + connection);
        }
      }
    };
  }
}
