package io.sre4j.spring.host;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.coverage.Coverage;
import io.sre4j.dependency.Dependencies;
import io.sre4j.spring.web.RunningApplication;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.WebApplicationType;
import reactor.core.scheduler.Schedulers;

/**
 * A process that starts and closes an application again and again, each time with classes of the
 * application that are loaded anew, as spring-boot-devtools does; says how many of the class
 * loaders are left in the end, and how many beans and threads of ours.
 */
final class RestartChild {
  private static final int TIMES = 5;
  private static final List<Class<?>> OURS =
      List.of(SreEngine.class, Coverage.class, Dependencies.class, AlertListener.class);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private RestartChild() {}

  public static void main(String[] options) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    List<WeakReference<Object>> loaders = new ArrayList<>();
    List<WeakReference<Object>> beans = new ArrayList<>();
    runPlain(); // What lives as long as the process, as the client's threads, is made with this.
    // Spring stops Reactor Netty with a timeout of Reactor, whose threads keep the class loader of
    // whoever was the first to need them: there is one for each core.
    for (int i = 0; i < Schedulers.DEFAULT_POOL_SIZE; i++) {
      Schedulers.parallel().schedule(() -> {});
    }
    for (int i = 0; i < TIMES; i++) {
      loaders.add(startAndClose(beans, options));
      Thread.currentThread().setContextClassLoader(before);
    }
    // Logback holds the environment, and by it the context, of whoever started last.
    runPlain();
    long limit = System.nanoTime() + PATIENCE;
    while (left(loaders) + left(beans) > 0 && limit - System.nanoTime() > 0) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("sre4j-"))
            .count();
    System.out.println(
        "left: loaders=" + left(loaders) + " beans=" + left(beans) + " threads=" + threads);
    System.exit(0);
  }

  private static void runPlain() {
    String off = "--sre.enabled=false";
    try (RunningApplication plain =
        new RunningApplication(WebApplicationType.SERVLET, Shop.class, off)) {
      plain.get("/orders/1");
    }
  }

  private static long left(List<WeakReference<Object>> all) {
    return all.stream().filter(one -> one.get() != null).count();
  }

  private static WeakReference<Object> startAndClose(
      List<WeakReference<Object>> beans, String... options) throws Exception {
    ClassLoader loader = new Reloading(RestartChild.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> shop = Class.forName("io.sre4j.spring.host.Shop", true, loader);
    if (shop == Shop.class) {
      throw new IllegalStateException("the application's classes were not loaded anew");
    }
    try (RunningApplication application =
        new RunningApplication(WebApplicationType.SERVLET, shop, options)) {
      if (application.get("/orders/1").statusCode() != 200
          || application.get("/busy").statusCode() != 503) {
        throw new IllegalStateException("the application does not answer");
      }
      for (Class<?> type : OURS) {
        application.beans(type).values().forEach(bean -> beans.add(new WeakReference<>(bean)));
      }
    }
    return new WeakReference<>(loader);
  }

  /** Loads the classes of the application itself, all others as before. */
  private static final class Reloading extends ClassLoader {
    private static final String APPLICATION = "io.sre4j.spring.host.Shop";

    Reloading(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(APPLICATION)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
