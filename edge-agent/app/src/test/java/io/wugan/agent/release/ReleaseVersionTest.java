package io.wugan.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseVersionTest {

  @Test
  void versions_areInOrder() {
    List<String> order =
        List.of("0.1.0-SNAPSHOT", "0.1.0", "0.2", "0.9.1", "0.10", "1-rc1", "1-rc2", "1.0.0.1");

    assertThat(order.stream().map(ReleaseVersion::new).sorted().map(ReleaseVersion::text))
        .containsExactlyElementsOf(order);
    assertThat(new ReleaseVersion("1.2")).isEqualByComparingTo(new ReleaseVersion("1.2.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../1", "1/2", "1.2.3.4.5", "v1", "packaged", "1 ", "1-", "-1"})
  void whatIsNoVersion_isNoNameOfAFolder(String text) {
    assertThat(ReleaseVersion.find(text)).isEmpty();
  }

  @Test
  void longNumbers_areNotRead() {
    assertThat(Stream.of("1234567", "1-" + "a".repeat(21)).map(ReleaseVersion::find))
        .allMatch(found -> found.isEmpty());
  }
}
