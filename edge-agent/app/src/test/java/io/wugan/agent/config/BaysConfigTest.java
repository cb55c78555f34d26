package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.FOLDER;
import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BaysConfigTest {

  @Test
  void bays_leftOut_areNone() {
    assertThat(good(LEAST).bays()).isEmpty();
  }

  @Test
  void bays_withLeastKeys_haveDefaults() {
    BaysConfig bays = good(LEAST + "bays: {keys: bays.psk}\n").bays().orElseThrow();

    assertThat(bays.gateway().listen().getPort()).isEqualTo(5684);
    assertThat(bays.gateway().listen().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(bays.gateway().keys()).contains(FOLDER.resolve("bays.psk"));
    assertThat(bays.gateway().sensors()).isEmpty();
    assertThat(bays.gateway().admission().unlisted()).isFalse();
    assertThat(bays.gateway().rules()).isEqualTo(BayRules.DEFAULT);
    assertThat(bays.gateway().reports()).isEqualTo(Rate.DEFAULT);
    assertThat(bays.wholeEvery()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void bays_everyKey_isRead() {
    BaysConfig bays =
        good(LEAST
                + """
                bays:
                  listen: 127.0.0.1
                  port: 15684
                  keys: /etc/bays.psk
                  interval: PT1M
                  sensors: [{id: s.1, bay: 地下 A-01}, {id: s2, bay: B, interval: PT30S}]
                  admitUnlisted: true
                  readers: phone tablet
                  reportsPerMinute: 60
                  burst: 3
                  debounce: PT0S
                  missedReports: 5
                  lowBatteryPercent: 20
                  lowBatteryMillivolts: 2700
                  wholeEvery: PT1M
                  excessAfter: PT1H
                """)
            .bays()
            .orElseThrow();

    assertThat(bays.gateway().sensors())
        .containsExactly(
            new BaySensor("s.1", "地下 A-01", Duration.ofMinutes(1)),
            new BaySensor("s2", "B", Duration.ofSeconds(30)));
    assertThat(bays.gateway().admission().readers()).containsExactlyInAnyOrder("phone", "tablet");
    assertThat(bays.gateway().rules()).isEqualTo(new BayRules(Duration.ZERO, 5, 20, 2700));
    assertThat(bays.gateway().reports()).isEqualTo(new Rate(60, 3));
    assertThat(bays.excessAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void bays_plain_haveAnotherPort_andNoKeys() {
    assertThat(good(LEAST + "bays: {plain: true}\n").bays().orElseThrow().gateway().listen())
        .extracting(listen -> listen.getPort())
        .isEqualTo(5683);
    assertThat(problems(LEAST + "bays: {plain: true, keys: k}\n"))
        .containsExactly("f:7: error: bays.keys: found a file; allowed: none where plain is true");
  }

  @Test
  void bays_wrong_areToldWithTheirLines() {
    assertThat(
            problems(
                LEAST
                    + """
                    bays:
                      readers: phone
                      sensors:
                        - {id: a b, bay: A}
                        - {id: s1, bay: A}
                        - {id: s1, bay: B}
                        - {id: phone, bay: C}
                      debounce: PT11M
                    """))
        .containsExactly(
            "f:7: error: bays.keys: found nothing; allowed: a file of keys, unless plain is true",
            "f:10: error: bays.sensors[0].id: found 'a b'; allowed: 1 to 64 of letters, digits,"
                + " '.', '_', ':' and '-'",
            "f:12: error: bays.sensors[2].id: found 's1' a second time; allowed: a name that nobody"
                + " else has",
            "f:13: error: bays.sensors[3].id: found 'phone' a second time; allowed: a name that"
                + " nobody else has",
            "f:14: error: bays.debounce: found 'PT11M'; allowed: a duration of ISO 8601 such as"
                + " PT5S, PT10M or P30D, from PT0S to PT10M");
  }
}
