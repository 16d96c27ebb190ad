/** Rules over the routes that are served: which of their requests are traced, and sampled. */
@NullMarked
package io.sre4j.rule.serving;

import org.jspecify.annotations.NullMarked;
