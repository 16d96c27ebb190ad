/**
 * JSON as far as sre4j needs it without a library: written piece by piece, read from what is not
 * trusted. Knows nothing else; not meant for use outside of sre4j.
 */
@NullMarked
package io.sre4j.json;

import org.jspecify.annotations.NullMarked;
