'use strict';

// Who is in each room, in order of joining.
const rooms = new Map();

module.exports = function nicknamesOf(room) {
  if (!rooms.has(room)) {
    rooms.set(room, []);
  }
  const names = rooms.get(room);
  return {
    list: () => names,
    claim(name) {
      const isFree = !names.includes(name);
      if (isFree) {
        names.push(name);
      }
      return isFree;
    },
    free(name) {
      names.splice(names.indexOf(name), 1);
    },
  };
};
