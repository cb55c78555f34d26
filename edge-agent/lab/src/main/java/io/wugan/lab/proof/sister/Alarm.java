package io.wugan.lab.proof.sister;

import java.time.Instant;

/**
 * An alarm that a board has captured for the cloud.
 *
 * @param board whose it is
 * @param kind such as {@code KEEPER_AWAY}
 * @param device what it is about, or the lane, or {@code board}
 * @param raised false when it is over
 * @param at by the board's clock
 */
record Alarm(Place board, String kind, String device, boolean raised, Instant at) {}
