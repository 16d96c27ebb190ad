package io.sre4j.store;

import io.sre4j.history.Snapshot;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A snapshot as bytes: a head of the same form in every version (magic, version, number, length,
 * checksum), then the body of the version. One checksum covers both, so that a file is taken as a
 * whole or not at all; the one that was written before takes its place.
 */
final class SnapshotFormat {
  /** No larger file is read or written. */
  static final int MAX_BYTES = 64 << 20;

  /** The bytes of the head. */
  static final int HEAD = 32;

  // A line end and a zero show files that were copied as text.
  private static final byte[] MAGIC = {'s', 'r', 'e', '4', 'j', '\r', '\n', 0};

  /** Of the body that is written, and the only one that is read. */
  static final int VERSION = 2;

  private static final long MAX_NUMBER = 1L << 62;
  private static final int CHECKSUM_AT = HEAD - 4;

  private SnapshotFormat() {}

  /**
   * What a file holds.
   *
   * @param number of the writes to the slot, from 1
   * @param version of the body
   * @param bytes the whole file, its checksum proved right
   */
  record Sealed(long number, int version, byte[] bytes) {

    /** Reads the body. */
    Snapshot open() throws CorruptSnapshotException {
      if (version != VERSION) {
        throw new CorruptSnapshotException(
            "is of format " + version + ", this version of sre4j reads format " + VERSION);
      }
      return new BodyDecoder(new Decoder(bytes, HEAD, bytes.length)).read();
    }
  }

  static byte[] encode(Snapshot snapshot, long number) {
    Encoder body = new Encoder();
    new BodyEncoder(body).write(snapshot);
    return seal(body.toBytes(), number, VERSION);
  }

  /** Puts a head before a body. */
  static byte[] seal(byte[] body, long number, int version) {
    Encoder head = new Encoder();
    for (byte b : MAGIC) {
      head.writeByte(b);
    }
    head.writeFixedInt(version);
    head.writeFixedLong(number);
    head.writeFixedLong(body.length);
    byte[] bytes = Arrays.copyOf(head.toBytes(), HEAD + body.length);
    System.arraycopy(body, 0, bytes, HEAD, body.length);
    int checksum = checksum(bytes);
    for (int i = 0; i < 4; i++) {
      bytes[CHECKSUM_AT + i] = (byte) (checksum >>> (24 - 8 * i));
    }
    return bytes;
  }

  /** Checks the head and the checksum. */
  static Sealed read(byte[] bytes) throws CorruptSnapshotException {
    Decoder head = new Decoder(bytes, 0, Math.min(bytes.length, HEAD));
    for (byte expected : MAGIC) {
      if (head.readByte() != expected) {
        throw new CorruptSnapshotException("is no snapshot of sre4j");
      }
    }
    int version = head.readFixedInt();
    long number = head.readFixedLong();
    if (number < 1 || number > MAX_NUMBER) {
      throw new CorruptSnapshotException("has the number " + number);
    }
    long length = head.readFixedLong();
    if (length != bytes.length - HEAD) {
      throw new CorruptSnapshotException(
          "has " + (bytes.length - HEAD) + " bytes after its head, and should have " + length);
    }
    if (head.readFixedInt() != checksum(bytes)) {
      throw new CorruptSnapshotException("does not match its checksum");
    }
    return new Sealed(number, version, bytes);
  }

  /** Of everything but the checksum itself. */
  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_AT);
    crc.update(bytes, HEAD, bytes.length - HEAD);
    return (int) crc.getValue();
  }
}
