package dev.chatroom.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection. Everything in it belongs to the event loop of its crowd. */
final class Client extends ChannelInboundHandlerAdapter implements FrameReader.Sink {

  /** The first eight bytes of the names of the two events that matter. */
  private static final long MESSAGE = eightBytes("message\"");

  private static final long NICKNAMES = eightBytes("nicknames");

  /** What is longer than this is nothing that a client has to understand. */
  private static final int MAX_MEANING_BYTES = 512;

  private static final int STOPPED_RECEIVE_BYTES = 4096;

  final Guest guest;
  final Witness witness;

  /** How long the newest list of nicknames was. */
  int listBytes;

  private final Crowd crowd;
  private final Speech speech;
  private final int node;
  private final int eventNameAt;
  private final FrameReader frames = new FrameReader();
  private @Nullable Upgrade upgrade = new Upgrade();
  private @Nullable Template template;
  private @Nullable Channel channel;
  private boolean isWaiting = true;
  private boolean isReading = true;

  /** Where in a message its number was the last time. */
  private int numberAt;

  private boolean flushes;
  private long readNanos;

  Client(Guest guest, Witness witness, Crowd crowd) {
    this.guest = guest;
    this.witness = witness;
    this.crowd = crowd;
    this.speech = crowd.speech();
    this.node = crowd.node(guest);
    this.eventNameAt = speech.eventNameAt();
  }

  private static long eightBytes(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getLong();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    String request = Upgrade.request(speech.target(guest.roomName()), crowd.port(node));
    write(request.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    readNanos = crowd.nanos();
    crowd.received(bytes.readableBytes());
    try {
      read(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
    } finally {
      bytes.release();
    }
  }

  private void read(ByteBuffer in) {
    if (upgrade != null) {
      if (!upgrade.read(in)) {
        return;
      }
      upgrade = null;
      if (speech.isOpenAtOnce()) {
        opened();
      }
    }
    frames.read(in, this);
  }

  @Override
  public void frame(int opcode, ByteBuffer bytes, int start, int end) {
    if (opcode == ClientFrame.TEXT) {
      text(bytes, start, end);
    } else if (opcode == ClientFrame.PING) {
      byte[] payload = new byte[end - start];
      bytes.get(start, payload);
      write(ClientFrame.frame(ClientFrame.PONG, payload));
    }
  }

  private void text(ByteBuffer bytes, int start, int end) {
    int nameAt = start + eventNameAt;
    long name = nameAt + Long.BYTES <= end ? bytes.getLong(nameAt) : 0;
    if (name == MESSAGE) {
      int number = MessageNumber.read(bytes, start + numberAt, end);
      crowd.ears().heard(this, number >= 0 ? number : findNumber(bytes, start, end), readNanos);
    } else if (name == NICKNAMES) {
      listBytes = end - start;
    } else if (end - start <= MAX_MEANING_BYTES) {
      byte[] text = new byte[end - start];
      bytes.get(start, text);
      understand(speech.meaning(new String(text, StandardCharsets.UTF_8)));
    }
  }

  private int findNumber(ByteBuffer bytes, int start, int end) {
    int at = MessageNumber.find(bytes, start, end);
    numberAt = Math.max(0, at - start);
    return MessageNumber.read(bytes, at, end);
  }

  private void understand(Meaning meaning) {
    String answer = speech.answer(meaning);
    if (answer != null) {
      write(ClientFrame.text(answer));
    }
    switch (meaning) {
      case OPENED -> opened();
      case CLAIMED -> ready();
      case REFUSED -> refused();
      default -> {}
    }
  }

  private void opened() {
    String nickname = guest.nickname();
    if (nickname == null) {
      ready();
    } else {
      write(ClientFrame.text(speech.claim(nickname)));
    }
  }

  private void ready() {
    if (isWaiting) {
      isWaiting = false;
      crowd.entered(this);
    }
  }

  private void refused() {
    if (isWaiting) {
      crowd.fail("refused: " + guest);
    }
  }

  /** Has what it says from now on be texts of a length. */
  void prepare(int textBytes) {
    String nickname = guest.nickname();
    if (nickname == null) {
      throw new IllegalStateException("nickname: none (expected: one) of " + guest);
    }
    template = new Template(speech, nickname, textBytes);
  }

  /** Says the message with a number, at the end of this turn of the event loop. */
  void say(int number) {
    if (channel == null || template == null) {
      throw new IllegalStateException("not prepared: " + guest);
    }
    var unused = channel.write(template.numbered(number, channel.alloc()), channel.voidPromise());
    if (!flushes) {
      flushes = true;
      channel.eventLoop().execute(this::flush);
    }
  }

  private void flush() {
    flushes = false;
    if (channel != null) {
      channel.flush();
    }
  }

  /** Says that it is there, if that is for the client to say. */
  void ping() {
    String ping = speech.ping();
    if (ping != null && !isWaiting) {
      write(ClientFrame.text(ping));
    }
  }

  /** Reads nothing any more, and leaves the kernel little room to do it instead. */
  void stopReading() {
    isReading = false;
    if (channel != null) {
      channel.config().setOption(ChannelOption.SO_RCVBUF, STOPPED_RECEIVE_BYTES);
      channel.config().setAutoRead(false);
    }
  }

  /** Returns at which of the nodes it is. */
  int node() {
    return node;
  }

  boolean isReading() {
    return isReading;
  }

  private void write(byte[] bytes) {
    if (channel != null) {
      var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    crowd.ended(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    if (!(failure instanceof IOException)) {
      crowd.fail(guest + ": " + failure);
    }
    var unused = context.close();
  }
}
