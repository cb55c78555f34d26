package io.wugan.agent.desk;

import java.util.UUID;

/**
 * What became of a correction.
 *
 * @param correctionId the correction
 * @param applied whether it was applied, now or before
 * @param text what changed, or why it was refused
 */
public record Answer(UUID correctionId, boolean applied, String text) {}
