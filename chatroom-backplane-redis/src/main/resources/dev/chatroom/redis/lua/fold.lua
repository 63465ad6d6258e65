-- What an event does to the state: nothing, where it is not named here.

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
