/** Customers who send real HTTP requests, and the schedule of what happens to the shop. */
@NullMarked
package io.sre4j.example.checkout.load;

import org.jspecify.annotations.NullMarked;
