package io.sre4j.example.newcomer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The newcomer's application: made in an empty directory, compiled there, run as a process. */
final class NewApplication implements AutoCloseable {
  private static final String MAIN = "com.example.Newcomer";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;
  private final String url;

  private NewApplication(Process process, Path log) throws Exception {
    this.process = process;
    this.log = log;
    await("it listens", () -> PORT.matcher(log()).find());
    Matcher port = PORT.matcher(log());
    this.url = port.find() ? "http://localhost:" + port.group(1) : "";
  }

  /**
   * Writes, compiles and starts it.
   *
   * @param directory an empty one
   * @param options of Spring Boot
   */
  static NewApplication from(Path directory, String... options) throws Exception {
    Path classes = compiled(directory);
    return start(directory, List.of("-cp", classes + ":" + needed()), options);
  }

  /** The same, processed ahead of time, as spring-boot-maven-plugin's process-aot does. */
  static NewApplication aheadOfTime(Path directory, String... options) throws Exception {
    Path classes = compiled(directory);
    Path sources = directory.resolve("target/spring-aot/main/sources");
    Path resources = directory.resolve("target/spring-aot/main/resources");
    Path made = directory.resolve("target/spring-aot/main/classes");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java(), "-cp", classes + ":" + needed()));
    command.add("org.springframework.boot.SpringApplicationAotProcessor");
    for (Object argument : List.of(MAIN, sources, resources, made, "com.example", "newcomer")) {
      command.add(argument.toString());
    }
    command.addAll(List.of(options));
    Path log = directory.resolve("aot.log");
    int status = process(directory, log, command).waitFor();
    if (status != 0) {
      throw new AssertionError("status " + status + "\n" + Files.readString(log));
    }
    try (Stream<Path> generated = Files.walk(sources)) {
      Path[] all = generated.filter(file -> file.toString().endsWith(".java")).toArray(Path[]::new);
      compile(made, classes + ":" + needed(), all);
    }
    String classPath = made + ":" + resources + ":" + classes + ":" + needed();
    return start(directory, List.of("-Dspring.aot.enabled=true", "-cp", classPath), options);
  }

  private static Path compiled(Path directory) throws IOException {
    Path source = directory.resolve("src/main/java/com/example/Newcomer.java");
    Files.createDirectories(source.getParent());
    copy("newcomer/pom.xml", directory.resolve("pom.xml"));
    copy("newcomer/Newcomer.java.txt", source);
    Path classes = directory.resolve("target/classes");
    compile(classes, needed(), source);
    return classes;
  }

  private static void compile(Path to, String classPath, Path... sources) throws IOException {
    Files.createDirectories(to);
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-d", to.toString()));
    arguments.addAll(List.of("-cp", classPath));
    Arrays.stream(sources).map(Path::toString).forEach(arguments::add);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new AssertionError("it does not compile");
    }
  }

  private static NewApplication start(Path directory, List<String> machine, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(machine);
    command.add(MAIN);
    command.addAll(List.of(options));
    Path log = directory.resolve("newcomer.log");
    Process process = process(directory, log, command);
    try {
      return new NewApplication(process, log);
    } catch (Throwable e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Process process(Path directory, Path log, List<String> command)
      throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String needed() throws IOException {
    return Files.readString(Path.of("target/application.classpath")).strip();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in = NewApplication.class.getClassLoader().getResourceAsStream(resource)) {
      Files.copy(in, to);
    }
  }

  /** What it answers. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** All that it has logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns when the condition holds; fails if it does not, or the process ends before. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (limit - System.nanoTime() < 0 || !process.isAlive()) {
        throw new AssertionError("Not within " + PATIENCE + ": " + what + "\n" + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
