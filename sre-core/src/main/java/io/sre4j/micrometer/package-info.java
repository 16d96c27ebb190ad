/**
 * The SLOs of an engine as Micrometer meters, for hosts that have Micrometer. The fleet's rules are
 * made from one of them, the counter {@code sre.slo.events}.
 */
@NullMarked
package io.sre4j.micrometer;

import org.jspecify.annotations.NullMarked;
