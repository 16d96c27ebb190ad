package io.sre4j.store;

import io.sre4j.history.Snapshot;
import io.sre4j.store.SnapshotFormat.Sealed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory that one process writes to: the operating system lets go of its lock when the process
 * ends, however it ends.
 *
 * <p>Two files are written in turns, each first beside itself and then moved into place. So at any
 * instant the last snapshot that was written is whole, and so is the one before it. Not
 * thread-safe.
 */
final class Slot implements AutoCloseable {
  private static final int MAX_SLOTS = 64;
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  // As many as engines of this process have met each other's slots.
  private static final List<FileChannel> LEFT_OPEN = new CopyOnWriteArrayList<>();

  private final Path directory;
  private final FileChannel channel;
  private final @Nullable Object identity;
  private long number;
  private @Nullable Snapshot newest;

  private Slot(Path directory, FileChannel channel) throws IOException {
    this.directory = directory;
    this.channel = channel;
    this.identity = identityOf(directory);
  }

  /**
   * Takes the first slot that is free and reads what is in it.
   *
   * @param notes is told about files that cannot be used
   * @throws IOException if none can be taken
   */
  static Slot take(Path store, Consumer<String> notes) throws IOException {
    Files.createDirectories(store, permissions("rwx------"));
    for (int i = 0; i < MAX_SLOTS; i++) {
      Path directory = store.resolve("slot-" + i);
      Files.createDirectories(directory, permissions("rwx------"));
      FileChannel channel = lock(directory.resolve("lock"));
      if (channel != null) {
        Slot slot = new Slot(directory, channel);
        slot.readAll(notes);
        return slot;
      }
    }
    throw new IOException("all " + MAX_SLOTS + " slots in " + store + " are taken");
  }

  /** The lock's file, locked; none if another has it. */
  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            permissions("rw-------"));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
      channel.close();
    } catch (OverlappingFileLockException takenByThisProcess) {
      // Closing it would give up the other's lock: POSIX has one for each file and process.
      LEFT_OPEN.add(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return null;
  }

  private void readAll(Consumer<String> notes) {
    for (Path file : List.of(file(0), file(1))) {
      try {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          read(file);
        }
      } catch (IOException | CorruptSnapshotException e) {
        notes.accept(file + " is not used: " + e.getMessage());
      }
    }
  }

  private void read(Path file) throws IOException, CorruptSnapshotException {
    long size = Files.size(file);
    if (size > SnapshotFormat.MAX_BYTES) {
      throw new CorruptSnapshotException("has " + size + " bytes, more than any snapshot");
    }
    Sealed sealed = SnapshotFormat.read(Files.readAllBytes(file));
    boolean newer = sealed.number() > number;
    // Counted on even if the body is of another version, so that what is written now is newer.
    number = Math.max(number, sealed.number());
    if (newer || newest == null) {
      newest = sealed.open();
    }
  }

  /** Where the files are. */
  Path directory() {
    return directory;
  }

  /** The newest snapshot that was in the slot when it was taken. */
  Optional<Snapshot> newest() {
    return Optional.ofNullable(newest);
  }

  /** Writes a snapshot in place of the older of the two; how many bytes it has. */
  int write(Snapshot snapshot) throws IOException {
    newest = null;
    byte[] bytes = SnapshotFormat.encode(snapshot, number + 1);
    if (bytes.length > SnapshotFormat.MAX_BYTES) {
      throw new IOException(
          "a snapshot of " + bytes.length + " bytes is more than " + SnapshotFormat.MAX_BYTES);
    }
    Path temporary = directory.resolve("snapshot.tmp");
    try {
      writeAll(temporary, bytes);
      Path target = file((number + 1) % 2);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    number++;
    syncDirectory();
    return bytes.length;
  }

  private static void writeAll(Path file, byte[] bytes) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(file, options, permissions("rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        int unused = out.write(rest);
      }
      out.force(true);
    }
  }

  /** So that the move survives a loss of power; not every system can do so. */
  private void syncDirectory() {
    try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException e) {
      // The file itself is safe, and the one before it is, too.
    }
  }

  /**
   * Whether the lock still is the one on disk: the directory may have been removed, or replaced.
   */
  boolean isOurs() {
    try {
      Object present = identityOf(directory);
      return identity == null || identity.equals(present);
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable Object identityOf(Path directory) throws IOException {
    return Files.readAttributes(directory.resolve("lock"), BasicFileAttributes.class).fileKey();
  }

  private Path file(long turn) {
    return directory.resolve("snapshot-" + turn);
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  /** Lets go of the lock. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
