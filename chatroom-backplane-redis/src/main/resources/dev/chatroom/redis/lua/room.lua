-- What happens to a room in Redis: each command is checked, folded and appended in one atomic step.
--
-- A room is these keys, which share a hash tag:
--   meta       epoch, head, first, bytes; the oldest event; the bounds of the log; subject, access; in
--              which history of replication it was last
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

-- Returns the names of the history of replication that this server has, and of the one before it, which it
-- has if it was promoted; nothing where a server does not say.
local function histories()
  local info = redis.call('INFO', 'replication')
  local function after(field)
    local _, last = string.find(info, field, 1, true)
    return last and string.sub(info, last + 1, last + 40) or ''
  end
  return after('master_replid:'), after('master_replid2:')
end

local function text(number)
  return string.format('%.0f', number)
end

local function id(offset)
  return text(offset) .. '-0'
end

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

local function refused(...)
  return nil, { 'refused', ... }
end
