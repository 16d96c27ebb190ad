package io.sre4j.otel.dependency;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the attributes of a call say: who was called, and whether that failed. */
public final class ClientAttributes {
  /** The name that an operator gave to what is called. */
  public static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");

  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> GRPC = AttributeKey.longKey("rpc.grpc.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  /* What names a service that has no address: today's keys, and those of before. */
  private static final List<AttributeKey<String>> NAMES =
      List.of(
          AttributeKey.stringKey("db.namespace"),
          AttributeKey.stringKey("db.name"),
          AttributeKey.stringKey("messaging.destination.template"),
          AttributeKey.stringKey("messaging.destination.name"),
          AttributeKey.stringKey("rpc.service"),
          AttributeKey.stringKey("db.system.name"),
          AttributeKey.stringKey("db.system"),
          AttributeKey.stringKey("messaging.system"));

  /* UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS: what a server is to
   * blame for, by OpenTelemetry's conventions. The others are answers. */
  private static final Set<Long> GRPC_FAILURES = Set.of(2L, 4L, 12L, 13L, 14L, 15L);
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private ClientAttributes() {}

  /**
   * Who is called: the name that an operator gave it; else the host, with its port if only that
   * tells services apart; else the database, the destination, the service or the kind of system.
   *
   * @return null if nothing says so
   */
  public static @Nullable String service(Attributes of) {
    String peer = of.get(PEER);
    if (peer != null) {
      return peer;
    }
    String address = of.get(ADDRESS);
    if (address != null && !address.isEmpty()) {
      return withPort(address, of.get(PORT));
    }
    for (AttributeKey<String> key : NAMES) {
      String name = of.get(key);
      if (name != null && !name.isEmpty()) {
        return name;
      }
    }
    return null;
  }

  private static String withPort(String address, @Nullable Long port) {
    boolean isSix = address.indexOf(':') >= 0 && address.charAt(0) != '[';
    String host = isSix ? "[" + address + "]" : address;
    return port != null && isAddress(host) ? host + ":" + port : host;
  }

  private static boolean isAddress(String host) {
    if (host.charAt(0) == '[' || host.equals("localhost")) {
      return true;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a call failed. A refusal, such as a status 404, is an answer.
   *
   * @param threw whether it ended with an exception
   */
  public static boolean hasFailed(Attributes end, boolean threw) {
    Long status = end.get(STATUS);
    if (status != null && status >= CLIENT_ERROR) {
      return status >= SERVER_ERROR;
    }
    Long grpc = end.get(GRPC);
    if (grpc != null && grpc != 0) {
      return GRPC_FAILURES.contains(grpc);
    }
    return threw || end.get(ERROR) != null;
  }
}
