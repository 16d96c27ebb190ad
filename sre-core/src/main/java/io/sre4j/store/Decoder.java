package io.sre4j.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Reads what an {@link Encoder} wrote. Every number is checked before it is used; nothing is
 * allocated that the bytes left cannot fill. Not thread-safe.
 */
final class Decoder {
  private static final long MOST_SECONDS = 1L << 33;

  private final byte[] bytes;
  private final int end;
  private int at;

  Decoder(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  int readByte() throws CorruptSnapshotException {
    if (at == end) {
      throw new CorruptSnapshotException("ends too early");
    }
    return bytes[at++] & 0xFF;
  }

  long readLong() throws CorruptSnapshotException {
    long rest = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = readByte();
      rest |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new CorruptSnapshotException("a number has more than ten bytes");
  }

  /** A number within a range, both ends included. */
  long readLong(long least, long most, String what) throws CorruptSnapshotException {
    long value = readLong();
    if (value < least || value > most) {
      throw new CorruptSnapshotException(what + " is " + value);
    }
    return value;
  }

  /** How many things follow, each of at least one byte. */
  int readCount(int most, String what) throws CorruptSnapshotException {
    long count = readLong(0, most, "the number of " + what);
    if (count > end - at) {
      throw new CorruptSnapshotException(count + " " + what + " do not fit into what is left");
    }
    return (int) count;
  }

  int readFixedInt() throws CorruptSnapshotException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | readByte();
    }
    return value;
  }

  long readFixedLong() throws CorruptSnapshotException {
    long high = readFixedInt();
    return (high << 32) | (readFixedInt() & 0xFFFF_FFFFL);
  }

  /** A number within a range, both ends included. */
  double readDouble(double least, double most, String what) throws CorruptSnapshotException {
    double value = Double.longBitsToDouble(readFixedLong());
    if (!(value >= least && value <= most)) {
      throw new CorruptSnapshotException(what + " is " + value);
    }
    return value;
  }

  boolean readBoolean() throws CorruptSnapshotException {
    int value = readByte();
    if (value > 1) {
      throw new CorruptSnapshotException("a yes or no is " + value);
    }
    return value == 1;
  }

  String readText() throws CorruptSnapshotException {
    int length = readCount(1 << 12, "bytes of a text");
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** So many counts of hours, or none at all. */
  String readHours(int hours) throws CorruptSnapshotException {
    char[] chars = new char[readCount(hours, "hours")];
    if (chars.length != 0 && chars.length != hours) {
      throw new CorruptSnapshotException(
          "counts of %d hours, and there should be %d".formatted(chars.length, hours));
    }
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) readLong(0, Character.MAX_VALUE, "an hour's count");
    }
    return new String(chars);
  }

  Instant readInstant() throws CorruptSnapshotException {
    long seconds = readLong(-MOST_SECONDS, MOST_SECONDS, "an instant");
    return Instant.ofEpochSecond(seconds, readLong(0, 999_999_999, "a nanosecond"));
  }

  void expectEnd() throws CorruptSnapshotException {
    if (at != end) {
      throw new CorruptSnapshotException((end - at) + " bytes are left over");
    }
  }
}
