package dev.chatroom.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatroom.Nickname;
import dev.chatroom.spi.Command;
import org.jspecify.annotations.Nullable;

/** Commands as the {@link Library} takes them. */
final class CommandText {

  private CommandText() {}

  static String of(Command command) {
    return node(command).toString();
  }

  private static ObjectNode node(Command command) {
    if (command instanceof Command.Post post) {
      ObjectNode node = what("post").put("occupant", post.occupant()).put("text", post.text());
      if (post.claimFirst() != null) {
        node.set("claim", claim(post.claimFirst()));
      }
      return keyed(node, post.occupant(), post.key());
    } else if (command instanceof Command.Whisper whisper) {
      ObjectNode node =
          what("whisper")
              .put("occupant", whisper.occupant())
              .put("to", whisper.recipientKey())
              .put("text", whisper.text());
      return keyed(node, whisper.occupant(), whisper.key());
    } else if (command instanceof Command.Claim claim) {
      return claim(claim);
    } else if (command instanceof Command.Attach attach) {
      return what("attach").put("occupant", attach.occupant());
    } else if (command instanceof Command.Detach detach) {
      return what("detach")
          .put("occupant", detach.occupant())
          .put("reason", detach.reason().name());
    } else if (command instanceof Command.Leave leave) {
      return what("leave").put("occupant", leave.occupant()).put("reason", leave.reason().name());
    } else if (command instanceof Command.Announce announce) {
      ObjectNode node = what("announce").put("text", announce.text());
      node.set("sender", Json.of(announce.sender()));
      return node;
    }
    return moderate((Command.Moderate) command);
  }

  private static ObjectNode claim(Command.Claim claim) {
    ObjectNode node =
        what("claim")
            .put("occupant", claim.occupant())
            .put("role", claim.role().name())
            .put("maxOccupants", claim.maxOccupants());
    node.set("nickname", Json.of(claim.nickname()));
    return node;
  }

  private static ObjectNode moderate(Command.Moderate command) {
    ObjectNode node = moderation(command);
    Nickname by = command.by();
    if (by != null) {
      node.set("by", Json.of(by));
    }
    return node;
  }

  private static ObjectNode moderation(Command.Moderate command) {
    if (command instanceof Command.Kick kick) {
      return what("kick").put("target", kick.target()).put("reason", kick.reason());
    } else if (command instanceof Command.BanOccupant ban) {
      ObjectNode node =
          what("ban_occupant")
              .put("target", ban.target())
              .put("addressesToo", ban.addressesToo())
              .put("reason", ban.reason());
      Until.put(node, ban.until());
      return node;
    } else if (command instanceof Command.SetBan set) {
      return set("set_ban", "ban", Json.of(set.ban()));
    } else if (command instanceof Command.LiftBan lift) {
      return what("lift_ban").put("kind", lift.kind().name()).put("value", lift.value());
    } else if (command instanceof Command.Mute mute) {
      ObjectNode node = what("mute").put("target", mute.target());
      Until.put(node, mute.until());
      return node;
    } else if (command instanceof Command.Unmute unmute) {
      return what("unmute").put("target", unmute.target());
    } else if (command instanceof Command.ChangeRole change) {
      return what("change_role").put("target", change.target()).put("role", change.role().name());
    } else if (command instanceof Command.ChangeSubject change) {
      return what("change_subject").put("text", change.text());
    } else if (command instanceof Command.Delete delete) {
      return what("delete")
          .put("epoch", delete.message().epoch())
          .put("offset", delete.message().offset());
    } else if (command instanceof Command.ChangeAccess change) {
      return set("change_access", "access", Json.of(change.access()));
    }
    Command.ChangeMembership change = (Command.ChangeMembership) command;
    return what("change_membership")
        .put("identity", change.identity())
        .put("member", change.member());
  }

  private static ObjectNode what(String name) {
    return Json.object().put("do", name);
  }

  private static ObjectNode set(String name, String field, ObjectNode value) {
    ObjectNode node = what(name);
    node.set(field, value);
    return node;
  }

  /** The key of a message tells it apart from others of the same occupant only. */
  private static ObjectNode keyed(ObjectNode node, String occupant, @Nullable String key) {
    return key == null ? node : node.put("key", occupant.length() + " " + occupant + key);
  }
}
