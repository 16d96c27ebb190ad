package io.sre4j.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server without an HTTP library: it answers one request per connection, as a script says, and
 * when that is at its end with 200. A complete answer should say {@code Connection: close}, or the
 * client may send its next request into a connection that is about to be closed.
 */
final class RawServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  static final Behaviour OK =
      answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What the server does once it has read a request; then it closes the connection. */
  interface Behaviour {
    void act(Socket socket, CountDownLatch closed) throws IOException, InterruptedException;
  }

  RawServer(Behaviour... behaviours) throws IOException {
    script.addAll(List.of(behaviours));
    start(this::accept);
  }

  static Behaviour answer(String raw) {
    return answer(raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Behaviour answer(byte[] raw) {
    return (socket, closed) -> socket.getOutputStream().write(raw);
  }

  /** Says this much and then nothing, and holds the connection. */
  static Behaviour hang(String raw) {
    return (socket, closed) -> {
      answer(raw).act(socket, closed);
      socket.getOutputStream().flush();
      closed.await();
    };
  }

  /** Breaks the connection with a reset. */
  static Behaviour reset() {
    return (socket, closed) -> socket.setSoLinger(true, 0);
  }

  URI url() {
    return URI.create("http://localhost:" + server.getLocalPort() + "/services/T0KEN");
  }

  /** The requests so far, header and body, the oldest first. */
  BlockingQueue<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(read(socket.getInputStream()));
      Behaviour behaviour = script.poll();
      (behaviour == null ? OK : behaviour).act(socket, closed);
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the test is over.
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = Integer.MAX_VALUE;
    while (bytes.size() < end) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      bytes.write(b);
      String text =
          end == Integer.MAX_VALUE && b == '\n' ? bytes.toString(StandardCharsets.UTF_8) : "";
      if (text.endsWith("\r\n\r\n")) {
        Matcher length = LENGTH.matcher(text);
        end = bytes.size() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}
