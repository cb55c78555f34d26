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

    assertThat(LedgerSchema.VERSION).isEqualTo(6);
    assertThat(HexFormat.of().formatHex(sum))
        .isEqualTo("f728585197b5253741f6ce5915fbbe786a42a0f880d43393a5f44b8683a76609");
  }
}
