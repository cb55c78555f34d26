package io.wugan.sync.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.wugan.sync.contract.AckReader;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.CommandKeys;
import io.wugan.sync.contract.CommandReader;
import io.wugan.sync.contract.DesiredConfig;
import io.wugan.sync.contract.DesiredConfigReader;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.contract.PassageReader;
import io.wugan.sync.contract.UntrustedMessageException;
import io.wugan.sync.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Tag;

/**
 * F30: whatever comes from a network is read or refused, and nothing else. As a part of the build
 * the known inputs are played; with {@code JAZZER_FUZZ=1} Jazzer looks for new ones:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -B -ntp -pl sync -am test -Dtest=HostileInputFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip
 * </pre>
 */
@Tag("fuzz")
class HostileInputFuzzTest {

  private static final AckReader ACKS = new AckReader();
  private static final CommandReader COMMANDS = new CommandReader();
  private static final DesiredConfigReader CONFIGS = new DesiredConfigReader();
  private static final CommandKeys KEYS = keys();

  private static CommandKeys keys() {
    try {
      Path file = Files.createTempFile("keys", ".pem");
      CommandKeys keys = CommandKeys.load(SigningKey.ed25519().write(file));
      Files.delete(file);
      return keys;
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @FuzzTest(maxDuration = "60m")
  void message_isReadOrRefused(FuzzedDataProvider data) {
    int reader = data.consumeInt(0, 4);
    byte[] message = data.consumeRemainingAsBytes();
    try {
      read(reader, message);
    } catch (MalformedMessageException | UntrustedMessageException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static void read(int reader, byte[] message)
      throws MalformedMessageException, UntrustedMessageException {
    switch (reader) {
      case 0 -> check(ACKS.read(message));
      case 1 -> check(COMMANDS.read(message));
      case 2 -> check(CONFIGS.read(message));
      case 3 -> assertThat(KEYS.open(message)).as("nobody has this key").isNull();
      default -> assertThat(PassageReader.read(message).id()).isNotNull();
    }
  }

  private static void check(CloudAck ack) {
    assertThat(ack.upto()).isNotNegative();
    assertThat(ack.also()).allMatch(seq -> seq > 0);
    assertThat(ack.missing()).allMatch(range -> range.first() > 0 && range.last() >= range.first());
  }

  private static void check(CloudCommand command) {
    assertThat(command.type()).matches("[a-z][a-z0-9.-]{0,31}");
    assertThat(command.by()).isNotBlank().hasSizeLessThanOrEqualTo(64);
    assertThat(command.args().isObject()).isTrue();
  }

  private static void check(DesiredConfig config) {
    assertThat(config.version()).isPositive();
    assertThat(config.document()).startsWith("{");
  }
}
