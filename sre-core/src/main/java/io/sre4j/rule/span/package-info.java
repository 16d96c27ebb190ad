/** Rules over what spans say: names, attributes, status, times, and how many there are. */
@NullMarked
package io.sre4j.rule.span;

import org.jspecify.annotations.NullMarked;
