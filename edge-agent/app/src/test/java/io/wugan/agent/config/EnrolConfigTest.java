package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.enrol.EnrolSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolConfigTest {

  private static final String URL = "https://enrol.example.com:8443/.well-known/est";

  @Test
  void enrol_leftOut_isNone() {
    assertThat(good(LEAST).enrol()).isEmpty();
  }

  @Test
  void enrol_withItsAddressAlone_liesBesideTheFile() {
    EnrolSettings settings = good(LEAST + "enrol: {url: \"" + URL + "\"}\n").enrol().orElseThrow();

    assertThat(settings)
        .isEqualTo(
            new EnrolSettings(
                "s1-e1",
                URI.create(URL),
                Optional.empty(),
                Path.of("/etc/wugan/enrol"),
                Optional.empty()));
    assertThat(settings.certificate()).isEqualTo(Path.of("/etc/wugan/enrol/current/board.pem"));
    assertThat(settings.key()).isEqualTo(Path.of("/etc/wugan/enrol/current/board.key"));
  }

  @Test
  void enrol_withEveryKey_isReadAsItIs() {
    String text = "enrol: {url: \"%s/lot\", ca: ca.pem, folder: /data/e, renewBefore: P30D}\n";

    assertThat(good(LEAST + text.formatted(URL)).enrol())
        .contains(
            new EnrolSettings(
                "s1-e1",
                URI.create(URL + "/lot"),
                Optional.of(Path.of("/etc/wugan/ca.pem")),
                Path.of("/data/e"),
                Optional.of(Duration.ofDays(30))));
  }

  @Test
  void enrol_withFaults_tellsAll() {
    assertThat(
            problems(
                LEAST + "enrol: {url: \"http://x/.well-known/est\", renewBefore: P900D, a: b}\n"))
        .containsExactlyInAnyOrder(
            "f:7: error: enrol.url: found 'http://x/.well-known/est'; allowed:"
                + " https://HOST[:PORT]/.well-known/est[/LABEL]",
            "f:7: error: enrol.renewBefore: found 'P900D'; allowed: a duration of ISO 8601 such as"
                + " PT5S, PT10M or P30D, from PT1M to PT8784H",
            "f:7: warning: enrol.a: found an unknown key, which is ignored; allowed: url,"
                + " renewBefore");
  }
}
