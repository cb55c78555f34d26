package io.wugan.sync.contract;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What became of a command ({@code up/res}).
 *
 * @param id the command
 * @param type its type
 * @param status how far it is
 * @param text for people: what changed, or why not; without plates
 * @param detail for programs, by the command's type; texts and numbers
 * @param at when that was
 */
public record CommandResult(
    UUID id,
    String type,
    CommandStatus status,
    String text,
    Map<String, String> detail,
    Instant at) {

  public CommandResult {
    detail = Map.copyOf(detail);
  }

  /** As it goes to the cloud. */
  public byte[] json() {
    return JsonBytes.object(
        out -> {
          out.writeStringField("cmdId", id.toString());
          out.writeStringField("type", type);
          out.writeStringField("status", status.name());
          out.writeStringField("text", text);
          out.writeStringField("time", DomainJson.rfc3339(at));
          if (!detail.isEmpty()) {
            out.writeObjectFieldStart("detail");
            for (Map.Entry<String, String> entry : new java.util.TreeMap<>(detail).entrySet()) {
              out.writeStringField(entry.getKey(), entry.getValue());
            }
            out.writeEndObject();
          }
        });
  }
}
