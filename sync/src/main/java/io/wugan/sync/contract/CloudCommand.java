package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that the cloud wants done ({@code dn/cmd}).
 *
 * @param id tells repetitions: the same id is done once
 * @param edge the board that is meant, {@code site/edge}
 * @param type what to do, such as {@code correct}
 * @param expires not to be begun after this
 * @param by who asks, for the audit; 1 to 64 characters
 * @param args what the type asks for; an object
 */
public record CloudCommand(
    UUID id, String edge, String type, Instant expires, String by, JsonNode args) {}
