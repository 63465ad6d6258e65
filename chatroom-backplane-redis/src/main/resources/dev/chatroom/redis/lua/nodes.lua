-- Operations on nodes. Their keys are: alive, pulse, rooms of the node.

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
  -- Rooms need it; where a node may not ask, it is to know so before it has any.
  histories()
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
