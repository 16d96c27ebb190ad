package io.sre4j.timeline;

import io.sre4j.sli.EventAttributes.Dimension;

/**
 * How many of the events that burned a budget had one attribute in common.
 *
 * @param dimension which attribute
 * @param key its value, or {@code other} for all beyond the first 64 or so
 * @param last5m events of the last 5 minutes, to within 30 seconds
 * @param last1h events of the last hour, to within 5 minutes
 * @param last6h events of the last 6 hours, to within 30 minutes
 */
public record Cause(Dimension dimension, String key, long last5m, long last1h, long last6h) {}
