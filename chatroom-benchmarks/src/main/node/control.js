'use strict';

const readline = require('readline');

// What a server is asked on its standard input, and says on its standard output; see ServerProcess.
const answers = {
  // Node does not count it.
  allocated: () => 'allocated -1',
};

module.exports = function serve(server) {
  server.listen(0, '127.0.0.1', 4096, () => {
    console.log(`listening ${server.address().port}`);
    readline
      .createInterface({ input: process.stdin })
      .on('line', (line) => console.log(answers[line]()))
      .on('close', () => process.exit(0));
  });
};
