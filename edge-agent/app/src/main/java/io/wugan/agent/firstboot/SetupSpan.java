package io.wugan.agent.firstboot;

/**
 * A part of a setup file's text.
 *
 * @param from index of its first character
 * @param to index behind its last one
 */
public record SetupSpan(int from, int to) {}
