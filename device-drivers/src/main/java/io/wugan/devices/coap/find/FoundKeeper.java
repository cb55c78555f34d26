package io.wugan.devices.coap.find;

import java.net.InetSocketAddress;

/**
 * A board that says of itself that it keeps a lot. Anybody on the network can say so.
 *
 * @param site the lot
 * @param edge the board
 * @param address where its link for sister boards listens
 */
public record FoundKeeper(String site, String edge, InetSocketAddress address) {}
