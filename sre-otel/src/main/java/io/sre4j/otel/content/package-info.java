/**
 * Looks at spans as they are exported, a part of them and never on the host's threads: attributes,
 * status, names and times. One small class for each rule.
 */
@NullMarked
package io.sre4j.otel.content;

import org.jspecify.annotations.NullMarked;
