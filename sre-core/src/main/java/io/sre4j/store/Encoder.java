package io.sre4j.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Bytes that grow. Numbers take as few bytes as they need, 7 bits in each. Not thread-safe. */
final class Encoder {
  private byte[] bytes = new byte[1 << 12];
  private int size;

  void writeByte(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(size, 2));
    }
    bytes[size++] = (byte) value;
  }

  /** Small numbers of either sign take one byte. */
  void writeLong(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  void writeFixedInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      writeByte(value >>> shift);
    }
  }

  void writeFixedLong(long value) {
    writeFixedInt((int) (value >>> 32));
    writeFixedInt((int) value);
  }

  void writeDouble(double value) {
    writeFixedLong(Double.doubleToRawLongBits(value));
  }

  void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  void writeText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeLong(utf8.length);
    for (byte b : utf8) {
      writeByte(b);
    }
  }

  /** Numbers of 16 bits. */
  void writeChars(String chars) {
    writeLong(chars.length());
    for (int i = 0; i < chars.length(); i++) {
      writeLong(chars.charAt(i));
    }
  }

  void writeInstant(Instant instant) {
    writeLong(instant.getEpochSecond());
    writeLong(instant.getNano());
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
