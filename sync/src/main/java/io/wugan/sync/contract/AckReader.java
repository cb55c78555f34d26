package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.sync.contract.CloudAck.Nack;
import io.wugan.sync.contract.CloudAck.SeqRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code dn/ack}. Bounded: a message that is too large, too deep or too long is refused
 * before it costs anything. Numbers may be JSON numbers or strings of digits. Thread-safe.
 */
public final class AckReader {

  /** Largest message that is read. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_ENTRIES = 5000;
  private static final int MAX_MESSAGE_CHARS = 200;

  private final BoundedJson json = new BoundedJson(MAX_BYTES, 8, 4096);

  /**
   * Reads one message.
   *
   * @throws MalformedMessageException if it is no acknowledgement; nothing of it may be used
   */
  public CloudAck read(byte[] payload) throws MalformedMessageException {
    JsonNode root = json.readObject(payload);
    if (!root.path("epoch").isTextual()) {
      throw new MalformedMessageException("no epoch");
    }
    long upto = root.hasNonNull("upto") ? number(root.get("upto"), 0) : 0;
    return new CloudAck(
        root.get("epoch").textValue(), upto, also(root), nacks(root), missing(root));
  }

  private static List<Long> also(JsonNode root) throws MalformedMessageException {
    List<Long> also = new ArrayList<>();
    for (JsonNode seq : list(root, "also")) {
      also.add(number(seq, 1));
    }
    return also;
  }

  private static List<Nack> nacks(JsonNode root) throws MalformedMessageException {
    List<Nack> nacks = new ArrayList<>();
    for (JsonNode entry : list(root, "nack")) {
      String message = entry.path("msg").asText("");
      nacks.add(
          new Nack(
              number(entry.path("seq"), 1),
              code(entry.path("code").asText("")),
              message.substring(0, Math.min(message.length(), MAX_MESSAGE_CHARS))));
    }
    return nacks;
  }

  private static List<SeqRange> missing(JsonNode root) throws MalformedMessageException {
    List<SeqRange> missing = new ArrayList<>();
    for (JsonNode entry : list(root, "missing")) {
      if (!entry.isArray() || entry.size() != 2) {
        throw new MalformedMessageException("missing must hold pairs");
      }
      long first = number(entry.get(0), 1);
      long last = number(entry.get(1), 1);
      if (last < first) {
        throw new MalformedMessageException("missing holds a range that ends before it begins");
      }
      missing.add(new SeqRange(first, last));
    }
    return missing;
  }

  private static JsonNode list(JsonNode root, String name) throws MalformedMessageException {
    JsonNode list = root.path(name);
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new MalformedMessageException(name + " is no list");
    }
    if (list.size() > MAX_ENTRIES) {
      throw new MalformedMessageException(name + " has more than " + MAX_ENTRIES + " entries");
    }
    return list;
  }

  private static NackCode code(String name) {
    for (NackCode code : NackCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return NackCode.OTHER;
  }

  private static long number(JsonNode node, long least) throws MalformedMessageException {
    long value;
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      value = node.longValue();
    } else if (node.isTextual() && node.textValue().matches("[0-9]{1,18}")) {
      value = Long.parseLong(node.textValue());
    } else {
      throw new MalformedMessageException("a sequence number is no whole number");
    }
    if (value < least) {
      throw new MalformedMessageException("a sequence number is below " + least);
    }
    return value;
  }
}
