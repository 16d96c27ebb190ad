package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Calls of which nobody can tell whom they went to. */
final class PeerMissing extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          20,
          "client span without peer",
          Level.LOW,
          "more than 20 % of the client spans of a scope name no peer: no `server.address`,"
              + " `service.peer.name`, `peer.service`, `client.name`, `net.peer.name`,"
              + " `net.sock.peer.addr`, `network.peer.address`, `db.namespace`, `db.name`,"
              + " `messaging.destination.name` or `rpc.service` (lower bound of the interval)",
          30,
          "Set `server.address` or `service.peer.name`.",
          Hook.CONTENT);

  PeerMissing() {
    super(TEXT, Defect.PEER_MISSING, Shape.SHARE_OF_SUBJECT, 0.2);
  }
}
