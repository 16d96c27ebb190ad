/**
 * Reads the OpenSLO files of an application into the definitions that its engine is made from.
 * Needs {@code org.snakeyaml:snakeyaml-engine}, which the starter brings.
 */
@NullMarked
package io.sre4j.spring.openslo;

import org.jspecify.annotations.NullMarked;
