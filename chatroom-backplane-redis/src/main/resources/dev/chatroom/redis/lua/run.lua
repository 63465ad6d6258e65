-- All that can be called, by name.

local operations = {
  append = in_time(in_room(append)),
  open = in_time(open),
  rejoin = in_time(in_room(rejoin)),
  since = in_room(since),
  read = in_room(read),
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
