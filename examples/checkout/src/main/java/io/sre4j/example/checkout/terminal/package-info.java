/** What the terminal shows, and whether the customers' count agrees with the endpoint. */
@NullMarked
package io.sre4j.example.checkout.terminal;

import org.jspecify.annotations.NullMarked;
