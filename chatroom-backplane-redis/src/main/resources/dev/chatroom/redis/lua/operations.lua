-- Operations on a room. Each is called with the keys of the room, and with: its own name, as what the node
-- follows the room, where the bell rings; then what it needs.

local function begin_epoch(room, epoch)
  room.epoch = epoch
  redis.call('HSET', room.meta, 'epoch', epoch)
  redis.call('PUBLISH', room.channel, 'E ' .. epoch .. ' ' .. text(room.head + 1))
end

-- A replica that was promoted may have missed what others have read: from here on it is another log. It was
-- promoted if there was a history before its own; that need not be the one that the room was last in, since
-- there may have been two failovers, and a master begins another history too when its replicas were away.
local function moved(room, before)
  local history, previous = histories()
  if history == '' or before == history then
    return
  end
  redis.call('HSET', room.meta, 'history', history)
  if before and string.find(previous, '[^0]') then
    begin_epoch(room, string.sub(redis.sha1hex(room.epoch .. history), 1, 26))
  end
end

-- Returns the room as it stands; nothing where there is none.
local function load(keys, args)
  local room = room_of(keys)
  local meta = redis.call('HMGET', room.meta, 'epoch', 'head', 'first', 'bytes', 'oldest',
    'moderated', 'membersOnly', 'maxEvents', 'maxBytes', 'maxAge', 'oldestWeight', 'oldestKey',
    'history')
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
  moved(room, meta[13])
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

-- Makes an operation of one that needs the room, too.
local function in_room(operation)
  return function(keys, args)
    local room = load(keys, args)
    if not room then
      return { 'lost' }
    end
    return operation(room, keys, args)
  end
end

-- Makes an operation of one that is to do nothing after its deadline, which is the first that it needs.
local function in_time(operation)
  return function(keys, args)
    local now = time()
    if now > tonumber(args[4]) then
      return { 'expired', text(now) }
    end
    return operation(keys, args)
  end
end

-- deadline, session, number of the command, address, command
local function append(room, _, args)
  if not room.isFollower then
    return { 'stranger' }
  end
  room.session, room.command, room.address = args[5], args[6], args[7]
  local command = cjson.decode(args[8])
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

-- deadline, as what the node followed before, epoch and access if there is no such room, bounds
local function open(keys, args)
  local meta = keys[1]
  if redis.call('HEXISTS', meta, 'epoch') == 0 then
    local access = cjson.decode(args[7])
    redis.call('HSET', meta, 'epoch', args[6], 'head', 0, 'first', 1, 'bytes', 0, 'oldest', 0,
      'oldestWeight', 0, 'oldestKey', '',
      'access', args[7], 'moderated', access.moderated and 1 or 0,
      'membersOnly', access.membersOnly and 1 or 0)
  end
  redis.call('HSET', meta, 'maxEvents', args[8], 'maxBytes', args[9], 'maxAge', args[10])
  lasting(keys)
  local room = load(keys, args)
  take_over(room, args[2], args[5])
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

-- deadline, as what the node followed before
local function rejoin(room, keys, args)
  lasting(keys)
  take_over(room, args[2], args[5])
  return { 'ok' }
end

-- the last offset that the node knows: what stands there, and a chunk of what follows
local function since(room, _, args)
  local last = tonumber(args[4])
  local from = math.max(last, room.first)
  local to = math.min(room.head, from + CHUNK)
  return { 'ok', room.epoch, text(room.head), text(room.first), between(room, from, to) }
end

-- epoch, the offset after the last to read, how many at most
local function read(room, _, args)
  if args[4] ~= room.epoch then
    return { 'ok', {} }
  end
  local to = math.min(tonumber(args[5]) - 1, room.head)
  local from = math.max(room.first, to - tonumber(args[6]) + 1)
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
  if room and room.epoch == args[4] then
    begin_epoch(room, args[5])
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
    local events = detach(room, { occupant = held[i + 1], reason = args[4] })
    keep(room, events)
    gone = gone + #events
    redis.call('HDEL', room.held, held[i])
  end
  local left = redis.call('HLEN', room.held)
  if left == 0 then
    redis.call('SREM', room.followers, args[2])
    if redis.call('SCARD', room.followers) == 0 then
      if args[5] == 'forget' and redis.call('HLEN', room.seats) == 0
        and redis.call('ZCOUNT', room.banEnds, '(' .. text(room.now), '+inf') == 0 then
        forget(keys)
      else
        let_expire(keys, room)
      end
    end
  end
  return { 'ok', left, gone }
end
