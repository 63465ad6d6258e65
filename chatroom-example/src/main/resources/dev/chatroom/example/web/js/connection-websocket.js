// The page's connection over a plain WebSocket: chatroom.js has the shape that connection-socketio.js describes.
export { connect } from '/chatroom/chatroom.js';
