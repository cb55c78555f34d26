package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.page.PageSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageConfigTest {

  @Test
  void page_leftOut_isNotServed() {
    assertThat(good(LEAST).page()).isEmpty();
  }

  @Test
  void page_withEveryKey_isReadAsItIs() {
    assertThat(good(LEAST + "page: {listen: eth0}\n").page())
        .contains(new PageSettings("eth0", PageSettings.PORT, Set.of()));
    assertThat(
            good(LEAST + "page: {listen: 192.168.1.9, port: 443, names: [gate.example, b]}\n")
                .page())
        .contains(new PageSettings("192.168.1.9", 443, Set.of("gate.example", "b")));
  }

  @Test
  void page_withFaults_tellsAll() {
    assertThat(problems(LEAST + "page: {port: 99999, names: ['*', ok, 'a b'], colour: red}\n"))
        .containsExactlyInAnyOrder(
            "f:7: error: page.listen: found nothing; allowed: an address of this board, the name of"
                + " a network interface such as eth0, or 0.0.0.0",
            "f:7: error: page.port: found '99999'; allowed: a whole number from 0 to 65535",
            "f:7: error: page.names: found '*'; allowed: a host name of letters, digits, '.' and"
                + " '-'",
            "f:7: error: page.names: found 'a b'; allowed: a host name of letters, digits, '.' and"
                + " '-'",
            "f:7: warning: page.colour: found an unknown key, which is ignored; allowed: listen,"
                + " port, names");
  }
}
