package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Reads JSON objects from others: what is too large, too deep or too long is refused before it
 * costs anything. Messages name what is wrong, never the content: plates are in it. Thread-safe.
 */
final class BoundedJson {

  private static final int MOST_DIGITS = 32;

  private final int maxBytes;
  private final ObjectMapper mapper;

  /**
   * @param maxBytes length of the whole
   * @param maxDepth how deep objects and lists may stand in one another
   * @param maxChars length of one text
   */
  BoundedJson(int maxBytes, int maxDepth, int maxChars) {
    this.maxBytes = maxBytes;
    this.mapper =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxChars)
                        .maxNumberLength(MOST_DIGITS)
                        .build())
                .build());
  }

  /**
   * Reads one object.
   *
   * @throws MalformedMessageException if it is none within the limits
   */
  JsonNode readObject(byte[] json) throws MalformedMessageException {
    if (json.length > maxBytes) {
      throw new MalformedMessageException(
          json.length + " bytes, more than the " + maxBytes + " that it may have");
    }
    try {
      JsonNode root = mapper.readTree(json);
      if (root == null || !root.isObject()) {
        throw new MalformedMessageException("no JSON object");
      }
      return root;
    } catch (JsonProcessingException broken) {
      // The parser's own message quotes the text: keep it out of logs.
      throw new MalformedMessageException("no JSON");
    } catch (IOException unreadable) {
      throw new MalformedMessageException("unreadable", unreadable);
    }
  }
}
