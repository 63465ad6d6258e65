/**
 * Tests of chatroom.js: what a page calls with all four scripts, what it does with the script as it
 * was written and minified, and with a real server minified.
 */
@NullMarked
package dev.chatroom.js;

import org.jspecify.annotations.NullMarked;
