package io.wugan.sync.uplink;

import java.time.Duration;

/**
 * How long the uplink waits for what.
 *
 * @param connectLimit from the first packet to the last SUBACK
 * @param reconnectLeast shortest pause before the next attempt
 * @param reconnectMost longest pause before the next attempt
 * @param steadyAfter a connection that made progress for so long resets the pause
 * @param stallLimit a message that no PUBACK answers for so long ends the connection
 * @param ackLimit without the cloud's acknowledgement for so long a record is sent again; doubles
 *     with each try
 * @param ackMost longest time between two tries
 * @param backlogAge older records go by the backlog's topic
 * @param retention acknowledged records are kept for so long
 */
public record UplinkTimings(
    Duration connectLimit,
    Duration reconnectLeast,
    Duration reconnectMost,
    Duration steadyAfter,
    Duration stallLimit,
    Duration ackLimit,
    Duration ackMost,
    Duration backlogAge,
    Duration retention) {

  /** What boards use. */
  public static UplinkTimings defaults() {
    return new UplinkTimings(
        Duration.ofSeconds(15),
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(60),
        Duration.ofDays(7));
  }

  /** With another age from which on records go by the backlog's topic. */
  public UplinkTimings withBacklogAge(Duration age) {
    return new UplinkTimings(
        connectLimit,
        reconnectLeast,
        reconnectMost,
        steadyAfter,
        stallLimit,
        ackLimit,
        ackMost,
        age,
        retention);
  }

  /** With other pauses between attempts to connect. */
  public UplinkTimings withReconnect(Duration least, Duration most) {
    return new UplinkTimings(
        connectLimit,
        least,
        most,
        steadyAfter,
        stallLimit,
        ackLimit,
        ackMost,
        backlogAge,
        retention);
  }

  /** With other times between two tries of one record. */
  public UplinkTimings withAck(Duration limit, Duration most) {
    return new UplinkTimings(
        connectLimit,
        reconnectLeast,
        reconnectMost,
        steadyAfter,
        stallLimit,
        limit,
        most,
        backlogAge,
        retention);
  }

  /** With other limits of a connection. */
  public UplinkTimings withConnection(Duration connect, Duration stall) {
    return new UplinkTimings(
        connect,
        reconnectLeast,
        reconnectMost,
        steadyAfter,
        stall,
        ackLimit,
        ackMost,
        backlogAge,
        retention);
  }
}
