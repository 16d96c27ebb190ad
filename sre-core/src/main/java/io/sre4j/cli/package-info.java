/**
 * The command line: reads options, calls the library, prints. The only package that knows picocli,
 * which is packaged with it in the jar of classifier {@code cli}; nothing depends on this package.
 */
@NullMarked
package io.sre4j.cli;

import org.jspecify.annotations.NullMarked;
