package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Place;
import dev.chatroom.chaos.record.RoomTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All the logs of a room. */
final class RoomStory {

  private final RoomTruth truth;
  private final List<EpochStory> epochs = new ArrayList<>();

  RoomStory(RoomTruth truth) {
    this.truth = truth;
    truth.epochs().forEach(each -> epochs.add(new EpochStory(each)));
  }

  String room() {
    return truth.room();
  }

  long settledAt() {
    return truth.settledAt();
  }

  List<String> contradictions() {
    return truth.contradictions();
  }

  List<EpochStory> epochs() {
    return epochs;
  }

  EpochStory last() {
    return epochs.get(epochs.size() - 1);
  }

  Optional<EpochStory> epoch(String name) {
    return epochs.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  @Nullable Entry at(Place place) {
    return epoch(place.epoch()).map(each -> each.at(place.offset())).orElse(null);
  }

  /** Returns whether what is not in a log may have been there. */
  boolean mayHaveLost(Place place) {
    return epoch(place.epoch()).map(EpochStory::isLossy).orElse(false);
  }
}
