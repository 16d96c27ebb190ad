/** What a rule is: a pure function from facts to a verdict. One package below for each theme. */
@NullMarked
package io.sre4j.rule;

import org.jspecify.annotations.NullMarked;
