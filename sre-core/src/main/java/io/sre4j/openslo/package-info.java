/**
 * OpenSLO v1, in and out: what teams have written becomes {@link io.sre4j.slo.Slo}, and back.
 *
 * <p>Beside the flow: it makes values of the first stage and knows no other. The only package that
 * uses the YAML engine (snakeyaml-engine, an optional dependency); without it nothing else changes.
 */
@NullMarked
package io.sre4j.openslo;

import org.jspecify.annotations.NullMarked;
