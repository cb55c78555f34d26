package io.wugan.lab.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.wugan.lab.cli.WuganLab;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code wugan sensor-proof}. */
@Timeout(300)
class SensorProofTest {

  private static String prove(int status, String... words) {
    StringWriter out = new StringWriter();
    assertThat(WuganLab.commandLine().setOut(new PrintWriter(out)).execute(words))
        .as(() -> out.toString())
        .isEqualTo(status);
    return out.toString();
  }

  @Test
  void replaysRestartsAndManySensors_changeNothing() {
    String told = prove(0, "sensor-proof", "--only", "S2,S4,S5", "--format", "jsonl");

    assertThat(told.lines()).hasSize(3).allMatch(line -> line.contains("\"passed\":true"));
  }

  @Test
  void foreignClients_areUnderstood_andWrongKeysAreNot() {
    assumeThat(LibcoapClient.find("coap-client-openssl"))
        .as("Debian's libcoap3-bin is not installed: coap-client-openssl is missing")
        .isPresent();
    assumeThat(LibcoapClient.find("coap-client-gnutls"))
        .as("Debian's libcoap3-bin is not installed: coap-client-gnutls is missing")
        .isPresent();

    String told = prove(0, "sensor-proof", "--only", "S1", "--format", "jsonl");

    assertThat(told.lines()).hasSize(6).allMatch(line -> line.contains("\"passed\":true"));
  }
}
