package io.sre4j.spring.operation;

/** Looks once, when the application has started, for what is not observed. */
public interface ObservationCheck {

  /** Tells of what it finds; what it throws is counted and goes no further. */
  void check(Unobserved found);
}
