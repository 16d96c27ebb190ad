/** One immutable reading of everything: what endpoints, pages and command lines show. */
@NullMarked
package io.sre4j.report;

import org.jspecify.annotations.NullMarked;
