-- All that can be called, by name.

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
