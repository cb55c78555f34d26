package io.wugan.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short form; the long one is a command. */
class BillingProofTest {
  @TempDir Path work;

  @Test
  void shuffledAndRepeated_giveTheSameBills() {
    StringWriter out = new StringWriter();

    int status =
        new CommandLine(new BillingProofCommand())
            .setOut(new PrintWriter(out, true))
            .execute("--deliveries=20000", "--seed=3", "--work=" + work);

    assertThat(status).as(out.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("deliveries, shuffled +20,000")
        .containsPattern("stays to be billed / billed +[1-9],?\\d+ / [1-9]")
        .containsPattern("the proof holds +yes");
  }
}
