package dev.chatroom.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Files of a directory, named by their path in it. They are looked at each time, so that a file
 * that changed is seen; a symbolic link may not lead out of the directory.
 */
final class DirectoryFiles implements FileSource {

  /** What is not longer is read at once; of what is, one piece at a time. */
  static final int WHOLE_BYTES = 64 * 1024;

  private final Path directory;

  DirectoryFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<StaticFile> inMemory(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<StaticFile> open(String name, String type) throws IOException {
    try {
      // The directory itself may be a link, to the version that is served just now.
      Path real = directory.resolve(name).toRealPath();
      if (!real.startsWith(directory.toRealPath())) {
        return Optional.empty();
      }
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(open(real, type, tag(attributes)))
          : Optional.empty();
    } catch (InvalidPathException notThere) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (isMissing(name, e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Says whether what failed is that there is no such file, or none for us. A name that is too
   * long, or leads through a file, fails in the same way as a disk or a process with too many files
   * open; there the file, or at least the directory, tells the difference.
   */
  boolean isMissing(String name, FileSystemException failure) {
    return failure instanceof NoSuchFileException
        || failure instanceof AccessDeniedException
        || failure instanceof NotDirectoryException
        || (Files.isDirectory(directory) && !Files.isRegularFile(directory.resolve(name)));
  }

  /** Reading all of it for a tag would cost as much as sending it. */
  private static EntityTag tag(BasicFileAttributes attributes) {
    return EntityTag.of(
        attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
  }

  private static StaticFile open(Path file, String type, EntityTag tag) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      long length = channel.size();
      if (length > WHOLE_BYTES) {
        return new StaticFile.Open(type, tag, length, channel);
      }
      try (InputStream in = Channels.newInputStream(channel)) {
        return new StaticFile.Whole(type, tag, in.readNBytes(WHOLE_BYTES));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
