package io.sre4j.store;

import java.nio.file.Path;

/** A process that takes a slot, says which, and ends without giving it back. */
final class SlotChild {
  private SlotChild() {}

  public static void main(String[] args) {
    SnapshotStore store = SnapshotStore.open(Store.in(Path.of(args[0])));
    System.out.println(store.status().slot().orElseThrow().getFileName());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
