package io.sre4j.store;

/** Some bytes are no snapshot, or not one that can be read. The only exception of reading bytes. */
final class CorruptSnapshotException extends Exception {
  private static final long serialVersionUID = 1;

  CorruptSnapshotException(String message) {
    super(message);
  }
}
