-- Verdicts on commands: each is a list of events, or nil and why not.

local function join(room, claim)
  if is_shut_out(room, claim.occupant, claim.role) then
    return refused('members_only')
  end
  if redis.call('HLEN', room.seats) >= claim.maxOccupants then
    return refused('room_full')
  end
  local name = claim.nickname
  return {
    {
      type = 'joined',
      occupant = {
        id = claim.occupant, text = name.text, key = name.key, look = name.look, role = claim.role,
      },
    },
  }
end

local function claim(room, command)
  if is_banned(room) then
    return refused('banned')
  end
  local name = command.nickname
  local owner, owned = owner_of(room, name.key)
  if owner and owner ~= command.occupant then
    return refused('nickname_taken', owned.text)
  end
  local seat = seat_of(room, command.occupant)
  if not seat then
    return join(room, command)
  end
  local previous = nickname_of(seat)
  seat.text, seat.key, seat.look = name.text, name.key, name.look
  local after = occupant_of(command.occupant, seat)
  local events = {}
  if previous.text ~= name.text or previous.key ~= name.key or previous.look ~= name.look then
    events[#events + 1] = { type = 'renamed', occupant = after, previous = previous }
  end
  if not seat.sessions[room.session] then
    events[#events + 1] = { type = 'attached', occupant = after, holder = room.session }
  end
  return events
end

local function attach(room, command)
  local seat = seat_of(room, command.occupant)
  if not seat or seat.sessions[room.session] then
    return {}
  end
  return {
    { type = 'attached', occupant = occupant_of(command.occupant, seat), holder = room.session },
  }
end

local function leave(room, occupant, why)
  local seat = seat_of(room, occupant)
  return seat and { { type = 'left', occupant = occupant_of(occupant, seat), why = why } } or {}
end

local function detach(room, command)
  local seat = seat_of(room, command.occupant)
  if not seat or not seat.sessions[room.session] then
    return {}
  end
  local first = next(seat.sessions)
  if next(seat.sessions, first) == nil then
    return leave(room, command.occupant, command.reason)
  end
  return {
    { type = 'detached', occupant = occupant_of(command.occupant, seat), holder = room.session },
  }
end

-- Returns why somebody may not speak, or nothing.
local function silenced(room, occupant, role)
  if is_shut_out(room, occupant, role) then
    return { 'refused', 'members_only' }
  end
  if in_force(room, room.muteEnds, occupant) then
    return { 'refused', 'muted', redis.call('HGET', room.mutes, occupant), room.now }
  end
  if room.moderated and role == 'VISITOR' then
    return { 'refused', 'voice_required' }
  end
end

local function posted(sender, said, author)
  return { type = 'posted', sender = sender, text = said, author = author }
end

local function post(room, command)
  if is_banned(room) then
    return refused('banned')
  end
  local seat = seat_of(room, command.occupant)
  local first = command.claim
  local events = {}
  if not seat then
    if not first then
      return refused('nickname_required')
    end
    local claimed, refusal = claim(room, first)
    if not claimed then
      return nil, refusal
    end
    events = claimed
    seat = { role = first.role, text = first.nickname.text, key = first.nickname.key, look = first.nickname.look }
  end
  local refusal = silenced(room, command.occupant, seat.role)
  if refusal then
    return nil, refusal
  end
  events[#events + 1] = posted(nickname_of(seat), command.text, command.occupant)
  return events
end

local function whisper(room, command)
  if is_banned(room) then
    return refused('banned')
  end
  local seat = seat_of(room, command.occupant)
  if not seat then
    return refused('nickname_required')
  end
  local recipient, theirs = owner_of(room, command.to)
  if not recipient then
    return refused('occupant_unknown')
  end
  local refusal = silenced(room, command.occupant, seat.role)
  if refusal then
    return nil, refusal
  end
  local event = posted(nickname_of(seat), command.text, command.occupant)
  event.type = 'whispered'
  event.recipient = occupant_of(recipient, theirs)
  return { event }
end

local function announce(room, command)
  return { posted(command.sender, command.text, '') }
end

local function kick(room, command)
  local target, seat = owner_of(room, command.target)
  if not target then
    return refused('occupant_unknown')
  end
  local who = occupant_of(target, seat)
  return {
    { type = 'kicked', occupant = who, by = command.by, reason = command.reason },
    { type = 'left', occupant = who, why = 'KICKED' },
  }
end

-- What has ended is forgotten for what comes.
local function can_remember(room, bans)
  if redis.call('HLEN', room.bans) + #bans <= MAX_REMEMBERED then
    return true
  end
  local count = redis.call('ZCOUNT', room.banEnds, '(' .. text(room.now), '+inf')
  for _, ban in ipairs(bans) do
    if not in_force(room, room.banEnds, ban_of(ban.kind, ban.value)) then
      count = count + 1
    end
  end
  return count <= MAX_REMEMBERED
end

local function ban(room, bans, by)
  if not can_remember(room, bans) then
    return refused('too_many')
  end
  local events = {}
  for _, each in ipairs(bans) do
    events[#events + 1] = { type = 'banned', ban = each, by = by }
    if each.kind == 'IDENTITY' and (not each.till or room.now < each.till) then
      for _, event in ipairs(leave(room, each.value, 'BANNED')) do
        events[#events + 1] = event
      end
    end
  end
  return events
end

local function ban_occupant(room, command)
  local target, seat = owner_of(room, command.target)
  if not target then
    return refused('occupant_unknown')
  end
  local function about(kind, value)
    return { kind = kind, value = value, ['until'] = command['until'], till = command.till, reason = command.reason }
  end
  local bans = { about('IDENTITY', target) }
  if command.addressesToo then
    local seen, addresses = { [''] = true }, {}
    for _, address in pairs(seat.sessions) do
      if not seen[address] then
        seen[address] = true
        addresses[#addresses + 1] = address
      end
    end
    table.sort(addresses)
    for _, address in ipairs(addresses) do
      bans[#bans + 1] = about('ADDRESS', address)
    end
  end
  return ban(room, bans, command.by)
end

local function set_ban(room, command)
  return ban(room, { command.ban }, command.by)
end

local function lift_ban(room, command)
  local known = redis.call('HGET', room.bans, ban_of(command.kind, command.value))
  return known and { { type = 'unbanned', ban = cjson.decode(known), by = command.by } } or {}
end

local function can_remember_mute(room, occupant)
  return redis.call('HLEN', room.mutes) < MAX_REMEMBERED
    or redis.call('HEXISTS', room.mutes, occupant) == 1
    or redis.call('ZCOUNT', room.muteEnds, '-inf', text(room.now)) > 0
end

local function mute(room, command)
  local target, seat = owner_of(room, command.target)
  if not target then
    return refused('occupant_unknown')
  end
  if not can_remember_mute(room, target) then
    return refused('too_many')
  end
  return {
    {
      type = 'muted',
      occupant = occupant_of(target, seat),
      ['until'] = command['until'],
      till = command.till,
      by = command.by,
    },
  }
end

local function unmute(room, command)
  local target, seat = owner_of(room, command.target)
  if not target then
    return refused('occupant_unknown')
  end
  if not in_force(room, room.muteEnds, target) then
    return {}
  end
  return { { type = 'unmuted', occupant = occupant_of(target, seat), by = command.by } }
end

local function change_role(room, command)
  local target, seat = owner_of(room, command.target)
  if not target then
    return refused('occupant_unknown')
  end
  local previous = seat.role
  if previous == command.role then
    return {}
  end
  seat.role = command.role
  return {
    { type = 'role', occupant = occupant_of(target, seat), previous = previous, by = command.by },
  }
end

local function change_subject(room, command)
  local before = redis.call('HGET', room.meta, 'subject')
  if command.text == (before and cjson.decode(before).text or '') then
    return {}
  end
  return { { type = 'subject', text = command.text, by = command.by } }
end

-- Of what is no longer kept nobody knows; a history that goes back further may have it.
local function delete(room, command)
  local offset = command.offset
  if command.epoch ~= room.epoch or offset < 1 or offset > room.head then
    return refused('message_unknown')
  end
  if offset >= room.first then
    local entry = entry_at(room, offset)
    local kind = entry and cjson.decode(entry.e).type
    if kind ~= 'posted' and kind ~= 'whispered' then
      return refused('message_unknown')
    end
  end
  return { { type = 'deleted', target = offset, by = command.by } }
end

local function same_password(one, other)
  if not one or not other then
    return one == other
  end
  return one.salt == other.salt and one.digest == other.digest
end

local function change_access(room, command)
  local before = cjson.decode(redis.call('HGET', room.meta, 'access'))
  local after = command.access
  if before.moderated == after.moderated
    and before.membersOnly == after.membersOnly
    and same_password(before.password, after.password) then
    return {}
  end
  return { { type = 'access', access = after, by = command.by } }
end

local function change_membership(room, command)
  local identity = command.identity
  if is_member(room, identity) == command.member then
    return {}
  end
  if command.member and redis.call('SCARD', room.members) >= MAX_REMEMBERED then
    return refused('too_many')
  end
  local events = {
    { type = 'membership', identity = identity, member = command.member, by = command.by },
  }
  local seat = seat_of(room, identity)
  if not command.member and room.membersOnly and seat and seat.role ~= 'MODERATOR' then
    events[2] = leave(room, identity, 'NOT_A_MEMBER')[1]
  end
  return events
end

local verdicts = {
  claim = claim,
  attach = attach,
  detach = detach,
  leave = function(room, command)
    return leave(room, command.occupant, command.reason)
  end,
  post = post,
  whisper = whisper,
  announce = announce,
  kick = kick,
  ban_occupant = ban_occupant,
  set_ban = set_ban,
  lift_ban = lift_ban,
  mute = mute,
  unmute = unmute,
  change_role = change_role,
  change_subject = change_subject,
  delete = delete,
  change_access = change_access,
  change_membership = change_membership,
}
