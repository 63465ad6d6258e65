-- What happens to a room in Redis: each command is checked, folded and appended in one atomic step.
--
-- A room is these keys, which share a hash tag:
--   meta       epoch, head, first, bytes; the oldest event; the bounds of the log; subject, access; the
--              server on which it was last
--   log        the stream: entry <offset>-0 has the event (e), its weight (w), its time (t), its key (k)
--   seats      occupant -> nickname, role, place in the order of joining, sessions
--   names      key of a nickname -> occupant: one owner
--   keys       what tells messages apart -> offset
--   scrubbed   offset -> what is left of a deleted message
--   members, bans, banEnds, mutes, muteEnds
--   followers  the nodes that have the room open; a node that is none may change nothing
--   held       session of the node -> occupant whose nickname it may hold
-- and of all nodes together: alive (node -> when its lease ends), pulse (the last beat of any node),
-- rooms (of one node).
--
-- The verdicts are those of dev.chatroom.internal.Verdict and ModeratorsVerdict, and what an event does
-- to the state is that of RoomFold; the backplane contract holds them equal.

local BASE_WEIGHT = 320
local MAX_REMEMBERED = 10000
local CHUNK = 500
local CUT_EVERY = 64

local function room_of(keys)
  return {
    meta = keys[1],
    log = keys[2],
    seats = keys[3],
    names = keys[4],
    keys = keys[5],
    scrubbed = keys[6],
    members = keys[7],
    bans = keys[8],
    banEnds = keys[9],
    mutes = keys[10],
    muteEnds = keys[11],
    followers = keys[12],
    held = keys[13],
    heldBefore = keys[14],
  }
end

-- Milliseconds, of the only clock that is trusted.
local function time()
  local now = redis.call('TIME')
  return now[1] * 1000 + math.floor(now[2] / 1000)
end

local function text(number)
  return string.format('%.0f', number)
end

local function id(offset)
  return text(offset) .. '-0'
end

-- ## What the room is

local function seat_of(room, occupant)
  local seat = redis.call('HGET', room.seats, occupant)
  return seat and cjson.decode(seat) or nil
end

local function put_seat(room, occupant, seat)
  redis.call('HSET', room.seats, occupant, cjson.encode(seat))
end

local function occupant_of(occupant, seat)
  return { id = occupant, text = seat.text, key = seat.key, look = seat.look, role = seat.role }
end

local function nickname_of(seat)
  return { text = seat.text, key = seat.key, look = seat.look }
end

-- Returns who has a nickname, and where they sit.
local function owner_of(room, key)
  local occupant = redis.call('HGET', room.names, key)
  if occupant then
    return occupant, seat_of(room, occupant)
  end
end

local function is_member(room, occupant)
  return redis.call('SISMEMBER', room.members, occupant) == 1
end

local function is_shut_out(room, occupant, role)
  return room.membersOnly and role ~= 'MODERATOR' and not is_member(room, occupant)
end

local function ban_of(kind, value)
  return kind .. ' ' .. value
end

local function in_force(room, ends, member)
  local till = redis.call('ZSCORE', ends, member)
  return till and tonumber(till) > room.now
end

local function is_banned(room)
  return in_force(room, room.banEnds, ban_of('IDENTITY', room.occupant))
    or in_force(room, room.banEnds, ban_of('ADDRESS', room.address))
end

local function refused(...)
  return nil, { 'refused', ... }
end

-- ## Verdicts: a list of events, or nil and why not

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

-- Returns the fields of a log's entry, or nothing where it is not in the stream.
local function entry_at(room, offset)
  local found = redis.call('XRANGE', room.log, id(offset), id(offset))
  if not found[1] then
    return nil
  end
  local entry, fields = {}, found[1][2]
  for i = 1, #fields, 2 do
    entry[fields[i]] = fields[i + 1]
  end
  return entry
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

-- ## What an event does to the state: nothing, where it is not named here

local function reseat(room, event)
  local who = event.occupant
  local seat = seat_of(room, who.id)
  redis.call('HDEL', room.names, seat.key)
  seat.text, seat.key, seat.look, seat.role = who.text, who.key, who.look, who.role
  redis.call('HSET', room.names, who.key, who.id)
  put_seat(room, who.id, seat)
end

local function forget_ended(room, ends, values)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', text(room.now))) do
    redis.call('HDEL', values, member)
    redis.call('ZREM', ends, member)
  end
end

local folds = {
  joined = function(room, event, at)
    local who = event.occupant
    redis.call('HSET', room.names, who.key, who.id)
    put_seat(room, who.id, {
      text = who.text,
      key = who.key,
      look = who.look,
      role = who.role,
      at = at,
      sessions = { [room.session] = room.address },
    })
  end,
  left = function(room, event)
    redis.call('HDEL', room.names, event.occupant.key)
    redis.call('HDEL', room.seats, event.occupant.id)
  end,
  renamed = reseat,
  role = reseat,
  attached = function(room, event)
    local seat = seat_of(room, event.occupant.id)
    seat.sessions[event.holder] = room.address
    put_seat(room, event.occupant.id, seat)
  end,
  detached = function(room, event)
    local seat = seat_of(room, event.occupant.id)
    seat.sessions[event.holder] = nil
    put_seat(room, event.occupant.id, seat)
  end,
  subject = function(room, event)
    if event.text == '' then
      redis.call('HDEL', room.meta, 'subject')
    else
      redis.call('HSET', room.meta, 'subject',
        cjson.encode({ text = event.text, by = event.by, time = event.time }))
    end
  end,
  access = function(room, event)
    redis.call('HSET', room.meta, 'access', cjson.encode(event.access),
      'moderated', event.access.moderated and 1 or 0,
      'membersOnly', event.access.membersOnly and 1 or 0)
  end,
  membership = function(room, event)
    redis.call(event.member and 'SADD' or 'SREM', room.members, event.identity)
  end,
  banned = function(room, event, at)
    forget_ended(room, room.banEnds, room.bans)
    local member = ban_of(event.ban.kind, event.ban.value)
    local before = redis.call('HGET', room.bans, member)
    local kept = {}
    for name, value in pairs(event.ban) do
      kept[name] = value
    end
    -- Who is banned again keeps the place in the order of banning.
    kept.at = before and cjson.decode(before).at or at
    redis.call('HSET', room.bans, member, cjson.encode(kept))
    redis.call('ZADD', room.banEnds, kept.till and text(kept.till) or '+inf', member)
  end,
  unbanned = function(room, event)
    local member = ban_of(event.ban.kind, event.ban.value)
    redis.call('HDEL', room.bans, member)
    redis.call('ZREM', room.banEnds, member)
  end,
  muted = function(room, event)
    forget_ended(room, room.muteEnds, room.mutes)
    redis.call('HSET', room.mutes, event.occupant.id, event['until'] or '')
    redis.call('ZADD', room.muteEnds, event.till and text(event.till) or '+inf', event.occupant.id)
  end,
  unmuted = function(room, event)
    redis.call('HDEL', room.mutes, event.occupant.id)
    redis.call('ZREM', room.muteEnds, event.occupant.id)
  end,
  -- A stream's entry cannot be changed: it goes, and what is left of it stands beside the stream.
  deleted = function(room, event)
    local entry = entry_at(room, event.target)
    if entry and event.target >= room.first then
      local message = cjson.decode(entry.e)
      message.text = ''
      entry.e = cjson.encode(message)
      redis.call('XDEL', room.log, id(event.target))
      redis.call('HSET', room.scrubbed, text(event.target), cjson.encode(entry))
    end
  end,
}

-- ## The log

local function weight_of(event)
  local said = event.text or event.reason or (event.type == 'banned' and event.ban.reason) or ''
  return BASE_WEIGHT + #said
end

local function kept_at(room, offset)
  local entry = entry_at(room, offset)
  if entry then
    return entry
  end
  local scrubbed = redis.call('HGET', room.scrubbed, text(offset))
  return scrubbed and cjson.decode(scrubbed) or nil
end

-- Knows of the oldest event what decides when it goes.
local function oldest_is(room, at, weight, key)
  room.oldest, room.oldestWeight, room.oldestKey = at, weight, key or ''
end

-- Drops what the bounds leave no place for, once an event of this weight stands at the offset. What is
-- before the first is no longer there for anybody; the stream is cut now and then, as that takes long.
local function make_room(room, offset, weight)
  local before = room.first
  while room.first < offset
    and (offset - room.first >= room.maxEvents
      or room.bytes + weight > room.maxBytes
      or room.now - room.oldest > room.maxAge) do
    room.bytes = room.bytes - room.oldestWeight
    if room.oldestKey ~= '' then
      redis.call('HDEL', room.keys, room.oldestKey)
    end
    redis.call('HDEL', room.scrubbed, text(room.first))
    room.first = room.first + 1
    local next_one = room.first < offset and kept_at(room, room.first)
    if next_one then
      oldest_is(room, tonumber(next_one.t), tonumber(next_one.w), next_one.k)
    end
  end
  if math.floor(before / CUT_EVERY) < math.floor(room.first / CUT_EVERY) then
    redis.call('XTRIM', room.log, 'MINID', id(room.first))
  end
end

-- Appends events that came from one command, and rings for those who follow.
local function keep(room, events, key)
  if #events == 0 then
    return
  end
  local before = room.head
  local last = before + #events
  local bell = { 'E ' .. room.epoch .. ' ' .. text(before + 1) }
  for i, event in ipairs(events) do
    local offset = before + i
    event.time = room.now
    event['end'] = last
    event.session = room.session
    event.command = room.command
    event.address = room.address
    local fold = folds[event.type]
    if fold then
      fold(room, event, offset)
    end
    event.till = nil
    if event.ban then
      event.ban.till, event.ban.at = nil, nil
    end
    local weight = weight_of(event)
    make_room(room, offset, weight)
    room.bytes = room.bytes + weight
    event.key = offset == last and key or nil
    local raw = cjson.encode(event)
    if event.key then
      redis.call('HSET', room.keys, key, text(offset))
      redis.call('XADD', room.log, id(offset), 'e', raw, 'w', weight, 't', text(room.now), 'k', key)
    else
      redis.call('XADD', room.log, id(offset), 'e', raw, 'w', weight, 't', text(room.now))
    end
    if room.first == offset then
      oldest_is(room, room.now, weight, event.key)
    end
    bell[#bell + 1] = raw
  end
  room.head = last
  redis.call('HSET', room.meta, 'head', text(last), 'first', text(room.first),
    'bytes', text(room.bytes), 'oldest', text(room.oldest),
    'oldestWeight', room.oldestWeight, 'oldestKey', room.oldestKey)
  redis.call('PUBLISH', room.channel, table.concat(bell, '\n'))
end

-- ## Operations: each is called with the keys of a room, and with its own name, as what the node follows
-- the room, where the bell rings, the
-- name of the server and the one before it; then what it needs

local function begin_epoch(room, epoch)
  room.epoch = epoch
  redis.call('HSET', room.meta, 'epoch', epoch)
  redis.call('PUBLISH', room.channel, 'E ' .. epoch .. ' ' .. text(room.head + 1))
end

-- A replica that was promoted may have missed what others have read: from here on it is another log.
-- It is one where it remembers, as the history before its own, the one that the room was last in.
local function moved(room, before, server, previous)
  if server == '' or before == server then
    return
  end
  redis.call('HSET', room.meta, 'server', server)
  if before and before == previous then
    begin_epoch(room, string.sub(redis.sha1hex(room.epoch .. server), 1, 26))
  end
end

-- Returns the room as it stands; nothing where there is none.
local function load(keys, args)
  local room = room_of(keys)
  local meta = redis.call('HMGET', room.meta, 'epoch', 'head', 'first', 'bytes', 'oldest',
    'moderated', 'membersOnly', 'maxEvents', 'maxBytes', 'maxAge', 'oldestWeight', 'oldestKey',
    'server')
  if not meta[1] then
    return nil
  end
  room.now = time()
  room.channel = args[3]
  room.epoch = meta[1]
  room.head, room.first, room.bytes, room.oldest =
    tonumber(meta[2]), tonumber(meta[3]), tonumber(meta[4]), tonumber(meta[5])
  room.moderated, room.membersOnly = meta[6] == '1', meta[7] == '1'
  room.maxEvents, room.maxBytes, room.maxAge =
    tonumber(meta[8]), tonumber(meta[9]), tonumber(meta[10])
  room.oldestWeight, room.oldestKey = tonumber(meta[11]), meta[12]
  room.isFollower = redis.call('SISMEMBER', room.followers, args[2]) == 1
  moved(room, meta[13], args[4], args[5])
  return room
end

local function accepted(room, offset)
  return { 'ok', room.epoch, text(offset) }
end

local function remember_holder(room, command)
  local kind = command['do']
  if kind == 'claim' or kind == 'attach' or (kind == 'post' and command.claim) then
    redis.call('HSET', room.held, room.session, command.occupant)
  elseif kind == 'detach' then
    redis.call('HDEL', room.held, room.session)
  end
end

-- deadline, session, number of the command, address, command
local function append(keys, args)
  local room = load(keys, args)
  if not room then
    return { 'lost' }
  end
  if room.now > tonumber(args[6]) then
    return { 'expired', room.now }
  end
  if not room.isFollower then
    return { 'stranger' }
  end
  room.session, room.command, room.address = args[7], args[8], args[9]
  local command = cjson.decode(args[10])
  room.occupant = command.occupant
  local said = command.key and redis.call('HGET', room.keys, command.key)
  if said then
    return accepted(room, tonumber(said))
  end
  local events, refusal = verdicts[command['do']](room, command)
  if not events then
    return refusal
  end
  keep(room, events, command.key)
  remember_holder(room, command)
  return accepted(room, room.head)
end

-- Returns offset, event, offset, event … of what is kept between two offsets, both included.
local function between(room, from, to)
  local found = {}
  if from > to then
    return found
  end
  local function add(offset, event)
    found[#found + 1] = text(offset)
    found[#found + 1] = event
  end
  local function add_scrubbed(first, last)
    for offset = first, last do
      local scrubbed = redis.call('HGET', room.scrubbed, text(offset))
      if scrubbed then
        add(offset, cjson.decode(scrubbed).e)
      end
    end
  end
  local next_offset = from
  for _, entry in ipairs(redis.call('XRANGE', room.log, id(from), id(to))) do
    local offset = tonumber(string.match(entry[1], '^%d+'))
    add_scrubbed(next_offset, offset - 1)
    add(offset, entry[2][2])
    next_offset = offset + 1
  end
  add_scrubbed(next_offset, to)
  return found
end

local function lasting(keys)
  for i = 1, 12 do
    redis.call('PERSIST', keys[i])
  end
end

-- Takes over what another name of the same node held.
local function take_over(room, node, before)
  if before ~= '' then
    redis.call('SREM', room.followers, before)
    local held = redis.call('HGETALL', room.heldBefore)
    for i = 1, #held, 2 do
      redis.call('HSET', room.held, held[i], held[i + 1])
    end
    redis.call('DEL', room.heldBefore)
  end
  redis.call('SADD', room.followers, node)
end

-- as what the node followed before, epoch and access if there is no such room, bounds
local function open(keys, args)
  local meta = keys[1]
  if redis.call('HEXISTS', meta, 'epoch') == 0 then
    local access = cjson.decode(args[8])
    redis.call('HSET', meta, 'epoch', args[7], 'head', 0, 'first', 1, 'bytes', 0, 'oldest', 0,
      'oldestWeight', 0, 'oldestKey', '',
      'access', args[8], 'moderated', access.moderated and 1 or 0,
      'membersOnly', access.membersOnly and 1 or 0)
  end
  redis.call('HSET', meta, 'maxEvents', args[9], 'maxBytes', args[10], 'maxAge', args[11])
  lasting(keys)
  local room = load(keys, args)
  take_over(room, args[2], args[6])
  local state = redis.call('HMGET', meta, 'access', 'subject')
  return {
    'ok', room.epoch, text(room.head), state[1], state[2] or '',
    redis.call('HGETALL', room.seats),
    redis.call('SMEMBERS', room.members),
    redis.call('HVALS', room.bans),
    redis.call('HGETALL', room.mutes),
    between(room, room.first, room.head),
    redis.call('HGETALL', room.held),
  }
end

-- as what the node followed before
local function rejoin(keys, args)
  local room = load(keys, args)
  if not room then
    return { 'lost' }
  end
  lasting(keys)
  take_over(room, args[2], args[6])
  return { 'ok' }
end

-- the last offset that the node knows: what stands there, and a chunk of what follows
local function since(keys, args)
  local room = load(keys, args)
  if not room then
    return { 'lost' }
  end
  local last = tonumber(args[6])
  local from = math.max(last, room.first)
  local to = math.min(room.head, from + CHUNK)
  return { 'ok', room.epoch, text(room.head), text(room.first), between(room, from, to) }
end

-- epoch, the offset after the last to read, how many at most
local function read(keys, args)
  local room = load(keys, args)
  if not room then
    return { 'lost' }
  end
  if args[6] ~= room.epoch then
    return { 'ok', {} }
  end
  local to = math.min(tonumber(args[7]) - 1, room.head)
  local from = math.max(room.first, to - tonumber(args[8]) + 1)
  local events, young = between(room, from, to), {}
  for i = 1, #events, 2 do
    if room.now - cjson.decode(events[i + 1]).time <= room.maxAge then
      young[#young + 1] = events[i]
      young[#young + 1] = events[i + 1]
    end
  end
  return { 'ok', young }
end

-- A node saw what is not there any more: from here on it is another log.
-- the epoch that the node knows, another one
local function rotate(keys, args)
  local room = load(keys, args)
  if room and room.epoch == args[6] then
    begin_epoch(room, args[7])
  end
  return { 'ok' }
end

local function forget(keys)
  for i = 1, 12 do
    redis.call('DEL', keys[i])
  end
end

-- What nobody follows and in which nothing is in force is kept for as long as its events would be.
local function let_expire(keys, room)
  forget_ended(room, room.banEnds, room.bans)
  forget_ended(room, room.muteEnds, room.mutes)
  local access = redis.call('HGET', room.meta, 'access')
  local isPlain = redis.call('HLEN', room.seats) == 0
    and redis.call('SCARD', room.members) == 0
    and redis.call('HLEN', room.bans) == 0
    and redis.call('HLEN', room.mutes) == 0
    and redis.call('HEXISTS', room.meta, 'subject') == 0
    and not room.moderated and not room.membersOnly and not cjson.decode(access).password
  if isPlain then
    for i = 1, 12 do
      redis.call('PEXPIRE', keys[i], text(math.min(room.maxAge, 9e15)))
    end
  end
end

-- The sessions of a node let go, a chunk at a time; then it follows no more.
-- why, whether the log may be forgotten: how many sessions are left, how many left now
local function part(keys, args)
  local room = load(keys, args)
  if not room then
    redis.call('DEL', keys[13])
    return { 'ok', 0, 0 }
  end
  local held = redis.call('HRANDFIELD', room.held, CHUNK, 'WITHVALUES')
  local gone = 0
  for i = 1, #held, 2 do
    room.session, room.command, room.address = held[i], '0', ''
    local events = detach(room, { occupant = held[i + 1], reason = args[6] })
    keep(room, events)
    gone = gone + #events
    redis.call('HDEL', room.held, held[i])
  end
  local left = redis.call('HLEN', room.held)
  if left == 0 then
    redis.call('SREM', room.followers, args[2])
    if redis.call('SCARD', room.followers) == 0 then
      if args[7] == 'forget' and redis.call('HLEN', room.seats) == 0
        and redis.call('ZCOUNT', room.banEnds, '(' .. text(room.now), '+inf') == 0 then
        forget(keys)
      else
        let_expire(keys, room)
      end
    end
  end
  return { 'ok', left, gone }
end

-- ## Nodes: alive, pulse, rooms of the node

-- Time in which no node had a beat, because there was no Redis to have it with, does not count; nor
-- does a clock that was set back.
local function forgive(keys, now, most)
  local last = tonumber(redis.call('GET', keys[2]) or now)
  local away = now - last
  if away < 0 or away > most then
    for _, node in ipairs(redis.call('ZRANGEBYSCORE', keys[1], away < 0 and '-inf' or text(last), '+inf')) do
      redis.call('ZINCRBY', keys[1], text(away), node)
    end
  end
  redis.call('SET', keys[2], text(now))
end

local function lives(keys, node, now)
  local till = redis.call('ZSCORE', keys[1], node)
  return till and tonumber(till) >= now
end

-- node, where its beats ring, lease, time without any beat that is no outage, whether the node is new
local function beat(keys, args)
  local node, now = args[2], time()
  forgive(keys, now, tonumber(args[5]))
  if args[6] ~= 'new' and not lives(keys, node, now) then
    return { 'lapsed', now }
  end
  redis.call('ZADD', keys[1], text(now + tonumber(args[4])), node)
  redis.call('PUBLISH', args[3], 'B ' .. text(now))
  return {
    'ok', now,
    redis.call('ZRANGEBYSCORE', keys[1], '-inf', '(' .. text(now)),
    redis.call('ZCARD', keys[1]),
  }
end

-- node, rooms that it is about to open; before, so that they are swept if it is lost
local function enlist(keys, args)
  if not lives(keys, args[2], time()) then
    return { 'lapsed' }
  end
  for i = 3, #args do
    redis.call('SADD', keys[3], args[i])
  end
  return { 'ok' }
end

local function delist(keys, args)
  redis.call('SREM', keys[3], args[3])
  return { 'ok' }
end

local function rooms(keys)
  return { 'ok', redis.call('SMEMBERS', keys[3]) }
end

-- node: all its rooms are swept, or it has left them
local function bury(keys, args)
  redis.call('ZREM', keys[1], args[2])
  redis.call('DEL', keys[3])
  return { 'ok' }
end

local operations = {
  append = append,
  open = open,
  rejoin = rejoin,
  since = since,
  read = read,
  rotate = rotate,
  part = part,
  beat = beat,
  enlist = enlist,
  delist = delist,
  rooms = rooms,
  bury = bury,
}

local function run(keys, args)
  return operations[args[1]](keys, args)
end
