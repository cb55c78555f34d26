package io.wugan.sync.contract;

/**
 * How the cloud wants a board configured ({@code dn/cfg}).
 *
 * @param edge the board that is meant, {@code site/edge}
 * @param version 1 or more; a higher one takes the place of a lower one, whatever comes first
 * @param by who asks, for the audit; 1 to 64 characters
 * @param document the whole configuration, with the keys of the file on the board, as indented JSON
 */
public record DesiredConfig(String edge, long version, String by, String document) {}
