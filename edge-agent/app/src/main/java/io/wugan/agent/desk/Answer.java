package io.wugan.agent.desk;

import java.util.UUID;

/**
 * What became of an order.
 *
 * @param orderId the order, such as a correction, a list of plates or a hold of pictures
 * @param applied whether it was applied, now or before
 * @param text what changed, or why it was refused
 */
public record Answer(UUID orderId, boolean applied, String text) {}
