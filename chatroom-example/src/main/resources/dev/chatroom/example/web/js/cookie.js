'use strict';

/**
 * Reads and writes the page's own cookies: Cookie.get(name), Cookie.set(name, value, days).
 *
 * A classic script with one global, because the tutorial's page loads it as such and calls it by these names.
 */
const Cookie = (() => {
  const SECONDS_PER_DAY = 24 * 60 * 60;

  function get(name) {
    const prefix = `${encodeURIComponent(name)}=`;
    const pair = document.cookie.split('; ').find((candidate) => candidate.startsWith(prefix));
    return pair ? decode(pair.slice(prefix.length)) : '';
  }

  function set(name, value, days) {
    document.cookie = [
      `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      `Max-Age=${days * SECONDS_PER_DAY}`,
      'Path=/',
      'SameSite=Lax',
    ].join('; ');
  }

  function decode(value) {
    try {
      return decodeURIComponent(value);
    } catch (notWrittenByUs) {
      return '';
    }
  }

  return { get, set };
})();
