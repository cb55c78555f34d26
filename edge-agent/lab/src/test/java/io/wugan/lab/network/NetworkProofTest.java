package io.wugan.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.cli.WuganLab;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code wugan network-proof}: the faults that take seconds. */
@Timeout(300)
class NetworkProofTest {

  private static String prove(int status, String... words) {
    StringWriter out = new StringWriter();
    assertThat(WuganLab.commandLine().setOut(new PrintWriter(out)).execute(words))
        .as(() -> out.toString())
        .isEqualTo(status);
    return out.toString();
  }

  @Test
  void faultsThatTakeSeconds_loseNothing() {
    String told = prove(0, "network-proof", "--only", "F6,F10,F25", "--format", "jsonl");

    assertThat(told.lines()).hasSize(4).allMatch(line -> line.contains("\"passed\":true"));
    System.out.print(told);
  }
}
