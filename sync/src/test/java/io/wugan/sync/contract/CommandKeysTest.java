package io.wugan.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.sync.testing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandKeysTest {

  private static final String COMMAND = "{\"cmdId\":\"x\",\"by\":\"张三\"}";

  @TempDir Path folder;
  private SigningKey key;
  private CommandKeys keys;

  @BeforeEach
  void load() throws Exception {
    key = SigningKey.ed25519();
    keys = CommandKeys.load(key.write(folder.resolve("keys.pem")));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void assertRefused(byte[] message) {
    assertThatThrownBy(() -> keys.open(message)).isInstanceOf(UntrustedMessageException.class);
  }

  @Test
  void message_signedByATrustedKey_isOpened() throws Exception {
    assertThat(text(keys.open(key.sign(COMMAND)))).isEqualTo(COMMAND);
  }

  @Test
  void message_signedByEitherOfTwoKeys_isOpened() throws Exception {
    SigningKey next =
        SigningKey.ecdsa("secp256r1", AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    Path both = Files.writeString(folder.resolve("both.pem"), key.pem() + "# next\n" + next.pem());
    keys = CommandKeys.load(both);

    assertThat(text(keys.open(key.sign(COMMAND)))).isEqualTo(COMMAND);
    assertThat(text(keys.open(next.sign(COMMAND)))).isEqualTo(COMMAND);
  }

  @Test
  void message_ofAnotherKey_isRefused() throws Exception {
    assertRefused(SigningKey.ed25519().sign(COMMAND));
  }

  @Test
  void message_changedInAnyPart_isRefused() throws Exception {
    String signed = text(key.sign(COMMAND));
    for (int i = 0; i < signed.length(); i++) {
      StringBuilder changed = new StringBuilder(signed);
      changed.setCharAt(i, signed.charAt(i) == 'A' ? 'Q' : 'A');
      assertRefused(changed.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void message_withoutASignature_isRefused() {
    String none =
        Base64.getUrlEncoder()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    String payload =
        Base64.getUrlEncoder().encodeToString(COMMAND.getBytes(StandardCharsets.UTF_8));

    assertRefused((none + "." + payload + ".").getBytes(StandardCharsets.US_ASCII));
    assertRefused(COMMAND.getBytes(StandardCharsets.UTF_8));
    assertRefused(new byte[0]);
    assertRefused("..".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void message_withThePublicKeyAsASecret_isRefused() throws Exception {
    JsonWebSignature forged = new JsonWebSignature();
    forged.setPayload(COMMAND);
    forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    forged.setKey(new HmacKey(key.pem().getBytes(StandardCharsets.US_ASCII)));

    assertRefused(forged.getCompactSerialization().getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void message_thatBringsItsOwnKey_isRefused() throws Exception {
    SigningKey stranger = SigningKey.ed25519();
    JsonWebSignature forged = new JsonWebSignature();
    forged.setPayload(COMMAND);
    forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    forged.setHeader("jku", "https://keys.example/jwks.json");
    forged.setKey(stranger.pair().getPrivate());

    assertRefused(forged.getCompactSerialization().getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void message_tooLarge_isRefused() throws Exception {
    assertRefused(key.sign("{\"x\":\"" + "a".repeat(CommandReader.MAX_BYTES + 2000) + "\"}"));
  }

  @Test
  void keyFile_ofNoUse_saysWhatIsWanted() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "no key here");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            key.pem() + "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    Path other =
        SigningKey.ecdsa("secp384r1", AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384)
            .write(folder.resolve("p384.pem"));
    Path many = Files.writeString(folder.resolve("many.pem"), key.pem().repeat(9));

    assertThatThrownBy(() -> CommandKeys.load(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds 0 public keys")
        .hasMessageContaining("1 to 8");
    assertThatThrownBy(() -> CommandKeys.load(broken)).hasMessageContaining("key 2 is neither");
    assertThatThrownBy(() -> CommandKeys.load(other)).hasMessageContaining("P-256");
    assertThatThrownBy(() -> CommandKeys.load(many)).hasMessageContaining("holds 9");
  }
}
