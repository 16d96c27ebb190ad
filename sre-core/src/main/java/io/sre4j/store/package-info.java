/**
 * What outlives the process: snapshots of what was counted, in files, and the fleet's history, read
 * from a Prometheus. Gets and gives values of {@code history}; the engine composes.
 */
@NullMarked
package io.sre4j.store;

import org.jspecify.annotations.NullMarked;
