package dev.chatroom.chaos.client;

import dev.chatroom.chaos.node.NodeBook;
import dev.chatroom.chaos.record.Diary;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All the clients, on one thread of their own. To be called from another one. */
public final class People implements AutoCloseable {

  private static final long LOOK_MILLIS = 50;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final List<Diary> diaries = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();

  /**
   * Who there is.
   *
   * @param seed of what they do
   * @param clients how many they are; half of them speak Socket.IO, and half of each want changes
   * @param rooms where they are
   * @param pace how long each waits between two acts, on average
   */
  public record Kind(long seed, int clients, List<String> rooms, Duration pace) {}

  /** Makes them; they are not connected yet. */
  public People(Kind kind, NodeBook nodes, Identities identities) {
    Person.Surroundings around = new Person.Surroundings(loop, new Dialer(loop), nodes, identities);
    int names = Math.max(1, kind.clients() * 4 / 5 / kind.rooms().size());
    for (int i = 0; i < kind.clients(); i++) {
      boolean delta = i % 4 >= 2;
      String room = kind.rooms().get(i % kind.rooms().size());
      Diary diary = new Diary("p" + i, room, delta);
      Speech speech = i % 2 == 0 ? new SocketIoSpeech() : new PlainSpeech();
      Habits habits = new Habits(kind.seed() * 1_000 + i, kind.pace().toMillis(), names);
      diaries.add(diary);
      people.add(new Person(diary, speech, habits, around));
    }
  }

  /** Has all of them connect, a few at once. */
  public void connect() {
    for (int i = 0; i < people.size(); i++) {
      var unused = loop.schedule(people.get(i)::connect, i * 5L, TimeUnit.MILLISECONDS);
    }
  }

  /** Returns whether everybody got in, before a time is over. */
  public List<String> awaitEntered(Duration bound) throws InterruptedException {
    return await(bound, each -> each.answered() > 0);
  }

  /** Has nobody say anything new; returns who is not at rest when a time is over. */
  public List<String> calm(Duration bound) throws InterruptedException {
    tell(() -> people.forEach(Person::beQuiet));
    return await(bound, Person::isAtRest);
  }

  /** Has one in each room say something, and returns who has not heard it when a time is over. */
  public List<String> finish(String text, Duration bound) throws InterruptedException {
    List<String> rooms = diaries.stream().map(Diary::room).distinct().toList();
    tell(
        () -> {
          for (String room : rooms) {
            for (int i = 0; i < people.size(); i++) {
              if (diaries.get(i).room().equals(room)) {
                people.get(i).say(text + " in " + room);
                break;
              }
            }
          }
        });
    return await(bound, each -> each.isAtRest() && each.lastHeard().startsWith(text));
  }

  private List<String> await(Duration bound, Predicate<Person> condition)
      throws InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    while (true) {
      List<String> late =
          ask(() -> people.stream().filter(condition.negate()).map(Person::toString).toList());
      if (late.isEmpty() || System.nanoTime() > end) {
        return late;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Has those who are at rest write down that all is quiet. */
  public void settle() throws InterruptedException {
    tell(() -> people.stream().filter(Person::isAtRest).forEach(Person::settle));
  }

  /** Has all of them go: half in an orderly way. */
  public void leave() throws InterruptedException {
    tell(
        () -> {
          for (int i = 0; i < people.size(); i++) {
            people.get(i).leave(i % 2 == 0);
          }
        });
  }

  private void tell(Runnable task) throws InterruptedException {
    boolean unused =
        ask(
            () -> {
              task.run();
              return true;
            });
  }

  private <T> T ask(Callable<T> question) throws InterruptedException {
    try {
      return loop.submit(question).get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Ends their thread; returns what they have written down. */
  public List<Diary> end() {
    close();
    return diaries;
  }

  @Override
  public void close() {
    var unused = group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
