/**
 * Nicknames that look alike, such as {@code tom} with a Cyrillic о, refused or warned about.
 *
 * <p>Wrap the policy that the rooms would have without it:
 *
 * <pre>{@code
 * NicknamePolicy standard = NicknamePolicy.precis(32);
 * ChatRooms rooms = ChatRooms.builder().nicknames(Confusables.refusing(standard)).build();
 * }</pre>
 *
 * <p>A module of its own, because the data about what looks alike comes with ICU, of 15 MB.
 */
@NullMarked
package dev.chatroom.confusables;

import org.jspecify.annotations.NullMarked;
