package io.sre4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sre4j.history.Snapshot;
import io.sre4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files and disks that are not as they should be. */
class StoreFilesTest {
  @TempDir Path directory;

  private final Logger logger = Logger.getLogger(SnapshotStore.class.getName());
  private final Warnings warnings = new Warnings();
  private SnapshotStore store;

  private static final class Warnings extends Handler {
    private int count;

    @Override
    public void publish(LogRecord entry) {
      count += entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue() ? 1 : 0;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    logger.addHandler(warnings);
  }

  @AfterEach
  void close() {
    logger.removeHandler(warnings);
    if (store != null) {
      store.close();
    }
  }

  private static Snapshot snapshot(long second) {
    return new Snapshot(second, Instant.ofEpochSecond(second), List.of());
  }

  private void open() {
    store = SnapshotStore.open(Store.in(directory));
  }

  private void write(long second) {
    store.write(() -> snapshot(second));
  }

  private Path file(int turn) {
    return directory.resolve("slot-0").resolve("snapshot-" + turn);
  }

  private void reopen() {
    store.close();
    open();
  }

  private void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void write_manyTimes_theNewestIsRead() {
    for (int i = 1; i < 6; i++) {
      open();
      write(10L * i);
      for (int more = 1; more <= i % 3; more++) {
        write(10L * i + more);
      }
      reopen();
      assertThat(store.newest()).contains(snapshot(10L * i + i % 3));
      store.close();
    }
    assertThat(warnings.count).isZero();
  }

  @Test
  void write_olderThanTheLast_leftOut() {
    open();
    write(2);
    write(1);
    reopen();
    assertThat(store.newest()).contains(snapshot(2));
  }

  @Test
  void read_newestIsFlipped_theOneBeforeIsRead() throws IOException {
    open();
    write(1);
    write(2);
    flip(file(0));
    reopen();
    assertThat(store.newest()).contains(snapshot(1));
    assertThat(store.status().notes()).singleElement().asString().contains("checksum");
    write(3);
    reopen();
    assertThat(store.newest()).contains(snapshot(3));
  }

  @Test
  void read_bothAreFlipped_nothingIsRead() throws IOException {
    open();
    write(1);
    write(2);
    flip(file(0));
    flip(file(1));
    reopen();
    assertThat(store.newest()).isEmpty();
    write(3);
    reopen();
    assertThat(store.newest()).contains(snapshot(3));
  }

  @Test
  void read_writtenByANewerVersion_notReadAndNotTakenForNewerLater() throws IOException {
    open();
    write(1);
    write(2);
    write(3);
    Encoder later = new Encoder();
    later.writeLong(42);
    byte[] bytes = SnapshotFormat.seal(later.toBytes(), 100, SnapshotFormat.VERSION + 1);
    Files.write(file(0), bytes);
    reopen();
    assertThat(store.newest()).contains(snapshot(3));
    assertThat(store.status().notes()).singleElement().asString().contains("format 3");
    write(4);
    reopen();
    assertThat(store.newest()).contains(snapshot(4));
  }

  @Test
  void write_killedBetweenFileAndMove_theNewestIsRead() throws IOException {
    open();
    write(1);
    write(2);
    Files.write(directory.resolve("slot-0").resolve("snapshot.tmp"), new byte[] {1, 2, 3});
    reopen();
    assertThat(store.newest()).contains(snapshot(2));
    write(3);
    reopen();
    assertThat(store.newest()).contains(snapshot(3));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void write_diskIsFull_warnsOnceAndGoesOn() throws IOException {
    open();
    write(1);
    // A real "no space left on device", without a file system of one's own.
    Path temporary = directory.resolve("slot-0").resolve("snapshot.tmp");
    for (int i = 0; i < 3; i++) {
      Files.createSymbolicLink(temporary, Path.of("/dev/full"));
      write(2);
    }
    assertThat(store.status().failed()).isEqualTo(3);
    assertThat(store.status().problem().orElse("")).containsIgnoringCase("space");
    assertThat(warnings.count).isEqualTo(1);
    write(3);
    assertThat(store.status().problem()).isEmpty();
    reopen();
    assertThat(store.newest()).contains(snapshot(3));
  }

  @Test
  void write_directoryVanished_takenAnew() throws IOException {
    open();
    write(1);
    deleteAll();
    write(2);
    assertThat(store.status().written()).isEqualTo(2);
    assertThat(warnings.count).isEqualTo(1);
    reopen();
    assertThat(store.newest()).contains(snapshot(2));
  }

  @Test
  void write_anotherProcessTookThePlaceOfAVanishedDirectory_anotherSlot() throws IOException {
    open();
    write(1);
    deleteAll();
    try (SnapshotStore other = SnapshotStore.open(Store.in(directory))) {
      other.write(() -> snapshot(7));
      write(2);
      assertThat(store.status().slot()).contains(directory.resolve("slot-1"));
    }
    assertThat(store.status().written()).isEqualTo(2);
  }

  @Test
  void open_directoryIsAFile_warnsOnceAndGoesOn() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    store = SnapshotStore.open(Store.in(file));
    write(1);
    write(2);
    assertThat(store.newest()).isEmpty();
    assertThat(store.status().slot()).isEmpty();
    assertThat(store.status().failed()).isEqualTo(3);
    assertThat(warnings.count).isEqualTo(1);
    Files.delete(file);
    write(3);
    assertThat(store.status().written()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void open_readOnlyDirectory_warnsOnceAndGoesOn() throws IOException {
    // Permissions do not stop root, a file system without writing does.
    Path readOnly = Path.of("/sys/sre4j");
    if (!System.getProperty("user.name").equals("root")) {
      readOnly = Files.createDirectory(directory.resolve("read-only"));
      Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-x------"));
    }
    store = SnapshotStore.open(Store.in(readOnly));
    write(1);
    write(2);
    assertThat(store.status().failed()).isEqualTo(3);
    assertThat(warnings.count).isEqualTo(1);
  }

  @Test
  void twoStores_oneProcess_otherProcessesAreKeptOutOfBoth() throws Exception {
    open();
    assertThat(otherProcess()).isEqualTo("slot-1");
    try (SnapshotStore second = SnapshotStore.open(Store.in(directory))) {
      assertThat(second.status().slot()).contains(directory.resolve("slot-1"));
      assertThat(otherProcess()).isEqualTo("slot-2");
    }
    assertThat(otherProcess()).isEqualTo("slot-1");
  }

  /** The slot that another process takes, which ends then. */
  private String otherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlotChild.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = process.inputReader()) {
      String taken = lines.readLine();
      assertThat(process.waitFor()).isZero();
      return taken;
    }
  }

  @Test
  void files_areForTheOwnerOnly() throws IOException {
    assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path inside = directory.resolve("new");
    store = SnapshotStore.open(Store.in(inside));
    write(1);
    for (Path path : List.of(inside, inside.resolve("slot-0"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
    for (String name : List.of("lock", "snapshot-1")) {
      Path path = inside.resolve("slot-0").resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void period_leavesAThirdForATickAndTheDisk() {
    assertThat(Store.in(directory).loss(Duration.ofSeconds(3)).period())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void start_thread_writesAndEnds() throws Exception {
    store = SnapshotStore.open(Store.in(directory).loss(Duration.ofSeconds(1)));
    store.start(() -> snapshot(5), Duration.ofMillis(100));
    long deadline = TimeSource.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (store.status().written() == 0 && TimeSource.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(store.status().written()).isPositive();
    store.close();
    write(6);
    open();
    assertThat(store.newest()).contains(snapshot(5));
  }

  private void deleteAll() throws IOException {
    Files.walkFileTree(
        directory.resolve("slot-0"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
