/** A browser's end of the plain WebSocket transport; the events are those of docs/protocol.md. */

// In a classic script it is the global `chatroom`.
export as namespace chatroom;

/**
 * Connects to a room, and stays connected until the page closes the chat or the server says that there is no use.
 *
 * @throws SyntaxError or TypeError when `url` is none that a WebSocket can have
 */
export function connect(options?: Options): Chat;

export interface Options {
  /**
   * Where to, as `ws:`, `wss:`, `http:` or `https:`, or relative to the page. By default `/chat` of the server that the
   * page came from.
   */
  url?: string | URL;
  /** Which room; by default the server's. */
  room?: string | null;
  /** What an earlier visit kept of {@link Chat.token}. */
  token?: string | null;
  password?: string | null;
  /** With `delta`, changes come instead of whole lists. */
  presence?: 'delta';
  /** What an earlier visit kept of {@link Chat.since}. */
  since?: string | null;
  /** Parameters that the application reads. The object is read again at each attempt. */
  query?: Record<string, string | number | boolean | null | undefined>;
  queue?: {
    /** How many events may wait for a connection or for their answer. By default 100. */
    max?: number;
  };
  /** What the server takes as one message, in bytes of UTF-8; what has more is not sent. By default 1,000,000. */
  maxMessageBytes?: number;
  /** When to try again, or `false` for never. */
  reconnect?: false | Reconnect;
  probe?: Probe;
  /** For how long to wait for a place in the room. By default 20,000. */
  timeoutMs?: number;
  /** What to connect with, in a test. */
  WebSocket?: new (url: string, protocol: string) => Pick<WebSocket, 'send' | 'close' | 'onmessage' | 'onclose'>;
}

export interface Reconnect {
  /** The longest time before the first attempt, doubled with each further one. By default 1,000. */
  minDelayMs?: number;
  /** What the doubling ends at, and what is added to it while nobody looks at the page. By default 30,000. */
  maxDelayMs?: number;
  /** After how long a connection counts as one that held, so that times begin anew. By default 10,000. */
  steadyMs?: number;
}

/** How to find out whether the connection is still there. */
export interface Probe {
  /** After how long with nothing heard to ask, while somebody looks at the page. By default 45,000. */
  silentMs?: number;
  /** How long the answer may take, and any other before the client asks for it. By default 5,000. */
  answerMs?: number;
}

export interface Chat {
  /** Whether the server has a place for it now. */
  readonly connected: boolean;
  /** What makes another connection the same anonymous identity, once a nickname was accepted. */
  readonly token: string | undefined;
  /** The id of the last event that came. */
  readonly since: string | undefined;

  /** Has a listener called at each event of that name; once, however often it is added. */
  on<E extends keyof Events>(event: E, listener: (data: Events[E]) => void): this;
  on<E extends string>(event: Unknown<E>, listener: (data: any) => void): this;
  off<E extends keyof Events>(event: E, listener: (data: Events[E]) => void): this;
  off<E extends string>(event: Unknown<E>, listener: (data: any) => void): this;

  /**
   * Sends an event, or has it wait for a connection. The acknowledgement gets the server's answer, or a refusal with
   * the code `disconnected`, `queue_full` or `too_large`; without one, a refusal is the event `refused`. A `signal`
   * does not wait: without a connection it is dropped, which only an acknowledgement is told.
   */
  emit<E extends keyof Commands>(event: E, data: Commands[E]['data'], ack?: Ack<Commands[E]['answer']>): this;
  emit<E extends BareCommand>(event: E, ack?: Ack<Commands[E]['answer']>): this;

  /** Connects again, at once; does nothing while there is a connection or one is being made. */
  open(): this;
  /** Ends the connection, and has nothing wait any more. */
  close(): this;
}

/** An event that this version does not know. */
export type Unknown<E extends string> = E extends keyof Events ? never : E;

export type Ack<A> = (answer: (A & Accepted) | Refusal) => void;

/** What all answers have that are no refusals; only those have a `code`. */
export interface Accepted {
  msg: 'ok';
  code?: undefined;
}

export interface Refusal {
  /** For people, in the server's language. */
  msg: string;
  code: RefusalCode;
  /** In milliseconds, where waiting helps. */
  retryAfter?: number;
}

/** Policies of an application may have codes of their own. */
export type RefusalCode = KnownCode | (string & {});

export type KnownCode =
  | 'nickname_taken'
  | 'nickname_confusable'
  | 'nickname_reserved'
  | 'nickname_blank'
  | 'nickname_too_long'
  | 'nickname_illegal'
  | 'nickname_required'
  | 'message_empty'
  | 'message_too_long'
  | 'message_unknown'
  | 'occupant_unknown'
  | 'muted'
  | 'voice_required'
  | 'forbidden'
  | 'too_many'
  | 'rate_limited'
  | 'malformed'
  | 'too_large'
  | 'unknown_event'
  | 'unavailable'
  | 'session_closed'
  | 'internal_error'
  | 'banned'
  | 'members_only'
  | 'room_full'
  | 'room_illegal'
  | 'room_unknown'
  | 'room_limit'
  | 'password_required'
  | 'unauthorized'
  // The client's own.
  | 'disconnected'
  | 'queue_full';

export type Role = 'visitor' | 'participant' | 'moderator';

/** What every event of the log has: a position, and a time in ISO 8601. */
export interface Logged {
  id: string;
  time: string;
}

/** What a moderator did; without `by` it was the application. */
export interface Moderated extends Logged {
  by?: string;
}

export interface Message extends Logged {
  nickname: string;
  msg: string;
}

/** What comes, by the name of the event. */
export interface Events {
  // The client's own.
  connect: undefined;
  disconnect: Disconnect;
  connect_error: ConnectError;

  // The server's.
  nicknames: string[];
  occupants: { count: number };
  message: Message;
  whisper: Message & { to: string };
  signal: { nickname: string; signal: string };
  /** Oldest first. */
  history: Message[];
  reset: { reason: 'lagged' | 'epoch_changed' | 'unknown_position' };
  self: { nickname: string; role: Role } | { nickname?: undefined; role?: undefined };
  subject: { subject: string; by?: string; id?: string; time: string };
  deleted: Moderated & { message: string };
  kicked: Moderated & { nickname: string; reason: string };
  muted: Moderated & { nickname: string; until?: string };
  unmuted: Moderated & { nickname: string };
  role: Moderated & { nickname: string; role: Role };
  access: Moderated & { moderated: boolean; membersOnly: boolean; password: boolean };
  joined: Logged & { nickname: string; role: Role };
  left: Logged & { nickname: string; reason: LeaveReason };
  renamed: Logged & { nickname: string; previous: string };
  /** Without `event` where the server could not read which it was. */
  refused: Refusal & { event?: string };
  closed: { code: number; reason: CloseReason; reconnect: boolean };
}

export type LeaveReason = 'left' | 'disconnected' | 'shutdown' | 'kicked' | 'banned' | 'not_a_member' | 'server_lost';

export type CloseReason =
  | 'going_away'
  | 'slow_consumer'
  | 'timed_out'
  | 'internal_error'
  | 'expired'
  | 'protocol_error'
  | 'refused'
  | 'ended'
  | 'kicked'
  | 'banned'
  | 'flooding'
  | 'members_only';

/** A connection with a place in the room has ended. */
export interface Disconnect {
  /** That of `closed`, or that of the WebSocket: 1000 when the page closed it, 1006 when it broke. */
  code: number;
  /** That of `closed`; `client` when the page closed it; `silent` when a probe was not answered. */
  reason: CloseReason | 'client' | 'silent' | (string & {});
  /** What `closed` said. */
  reconnect?: boolean;
  willReconnect: boolean;
}

/** An attempt has given no place in the room. */
export interface ConnectError {
  /** That of the server's refusal; `unreachable`, `timed_out` or a close reason where it said nothing. */
  code: RefusalCode | CloseReason | 'unreachable';
  /** Of the server's refusal. */
  event?: 'connect';
  msg: string;
  retryAfter?: number;
  willReconnect: boolean;
}

/** What may be emitted, by the name of the event, and what the answer has beside `msg: 'ok'`. */
export interface Commands {
  nickname: { data: string; answer: { nickname: string; token?: string; warnings?: 'nickname_confusable'[] } };
  /** A `key` is added where there is none. */
  message: { data: { msg: string; nickname?: string; key?: string }; answer: { id: string } };
  /** A `key` is added where there is none. */
  whisper: { data: { to: string; msg: string; key?: string }; answer: { id: string } };
  signal: { data: string; answer: {} };
  leave: { data?: undefined; answer: {} };
  history: { data: { before?: string; limit?: number }; answer: { messages: Message[]; more: boolean } };

  kick: { data: { nickname: string; reason?: string }; answer: {} };
  ban: { data: { nickname: string; seconds?: number; address?: boolean; reason?: string }; answer: {} };
  unban: { data: { identity: string } | { address: string }; answer: {} };
  mute: { data: { nickname: string; seconds?: number }; answer: {} };
  unmute: { data: { nickname: string }; answer: {} };
  role: { data: { nickname: string; role: Role }; answer: {} };
  subject: { data: { subject: string }; answer: {} };
  delete: { data: { message: string }; answer: {} };
  access: { data: { moderated?: boolean; membersOnly?: boolean; password?: string }; answer: {} };
}

/** What is emitted without a payload. */
export type BareCommand = 'leave';
