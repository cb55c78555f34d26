package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The text of the tables is part of every ledger in the field: with one letter of an older step
 * changed, all of them would be taken for damaged. A new version adds a step, and its sum here.
 */
class SchemaTextTest {

  @Test
  void tablesOfThisVersion_readAsTheyAlwaysDid() throws Exception {
    String text = String.join("\n", SchemaText.expected());
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));

    assertThat(LedgerSchema.VERSION).isEqualTo(5);
    assertThat(HexFormat.of().formatHex(sum))
        .isEqualTo("f7214ba1245b5f9c427bf26e3223aac06ff2a177a0bd8f8d91bdc2b0e468c466");
  }
}
