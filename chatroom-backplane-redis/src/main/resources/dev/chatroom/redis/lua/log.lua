-- How events are kept, and told to those who follow.

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
