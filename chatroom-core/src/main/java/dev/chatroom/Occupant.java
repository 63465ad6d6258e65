package dev.chatroom;

/**
 * Who a nickname belongs to: one identity, with all its sessions in the room.
 *
 * @param id the id of the identity: the same through renames, and when they come back; not sent to
 *     clients
 * @param nickname what they are called now
 * @param role what they may do
 */
public record Occupant(String id, Nickname nickname, Role role) {

  /**
   * Makes a participant.
   *
   * @param id the id of the identity
   * @param nickname what they are called
   */
  public Occupant(String id, Nickname nickname) {
    this(id, nickname, Role.PARTICIPANT);
  }

  /**
   * Returns the same occupant under another nickname.
   *
   * @param other which
   * @return the renamed occupant
   */
  public Occupant named(Nickname other) {
    return new Occupant(id, other, role);
  }

  /**
   * Returns the same occupant in another role.
   *
   * @param other which
   * @return the occupant in that role
   */
  public Occupant as(Role other) {
    return new Occupant(id, nickname, other);
  }
}
