package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.EDGE;
import static io.wugan.lab.billing.EventFixture.changed;
import static io.wugan.lab.billing.EventFixture.entry;
import static io.wugan.lab.billing.EventFixture.exit;
import static io.wugan.lab.billing.EventFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerExportTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path data;

  @BeforeEach
  void fill() {
    ObjectNode noPlate = entry(4, 4);
    EventFixture.session(noPlate).putNull("plate");
    try (BillingLedger ledger = BillingLedger.open(data, Tariff.EXAMPLE, HOUR)) {
      ledger.take(
          new EventReader(1 << 20)
              .read(
                  EDGE,
                  message(
                      List.of(
                          entry(1, 1),
                          exit(2, 1, HOUR),
                          entry(3, 3),
                          noPlate,
                          changed(5, 5, 2, "VOIDED", null)))),
          1);
    }
  }

  private String export(String... words) {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new BillingCommand()).setOut(new PrintWriter(out, true));
    String[] all = new String[words.length + 2];
    all[0] = "export";
    all[1] = "--data=" + data;
    System.arraycopy(words, 0, all, 2, words.length);
    assertThat(command.execute(all)).isZero();
    return out.toString();
  }

  @Test
  void bills_asCsv_andAsJsonLines() {
    assertThat(export())
        .isEqualTo(
            """
            session,revision,plate,site,edge,entry,exit,stayMillis,minutes,fen,class,tariff,tariffVersion
            01900000-0000-7000-9000-000000000001,2,浙A00001,lot1,e1,2026-03-02T12:00:00Z,2026-03-02T13:00:00Z,3600000,60,300,,options-30-30-300-4000,1
            """);
    JsonNode bill =
        Json.parse(export("--format=jsonl").getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(bill.get("session").asText()).isEqualTo("01900000-0000-7000-9000-000000000001");
    assertThat(bill.get("stayMillis").asLong()).isEqualTo(3_600_000);
    assertThat(bill.get("fen").asLong()).isEqualTo(300);
  }

  @Test
  void sessions_asApds() {
    assertThat(export("--apds"))
        .isEqualTo(
            """
            {"data":[
            {"id":"01900000-0000-7000-9000-000000000001","version":2,"actualStart":"2026-03-02T12:00:00Z","actualEnd":"2026-03-02T13:00:00Z",\
            "initiator":{"id":"395baab5-0f0b-3feb-ada8-b64adb244ba8","version":1,"className":"Organisation"},\
            "hierarchyElement":{"id":"8dc580f5-e422-31d0-8440-b0fa7fc21349","version":1,"className":"Place"},\
            "identifiedCredentials":[{"type":"licensePlate","identifier":{"id":"浙A00001","className":"Credential"}}],\
            "segments":[{"id":"c222af5d-9d5e-3461-925a-6faf0d81b849","version":2,"actualStart":"2026-03-02T12:00:00Z","actualEnd":"2026-03-02T13:00:00Z",\
            "assignedRight":{"id":"ab120fff-8c3d-3636-9d2c-fab5c2a4efff","version":1,"className":"AssignedRight"},"validationType":["licensePlate"]}]},
            {"id":"01900000-0000-7000-9000-000000000003","version":1,"actualStart":"2026-03-02T12:00:00Z",\
            "initiator":{"id":"395baab5-0f0b-3feb-ada8-b64adb244ba8","version":1,"className":"Organisation"},\
            "hierarchyElement":{"id":"8dc580f5-e422-31d0-8440-b0fa7fc21349","version":1,"className":"Place"},\
            "identifiedCredentials":[{"type":"licensePlate","identifier":{"id":"浙A00003","className":"Credential"}}],\
            "segments":[{"id":"0f4fb0a9-20d9-3af2-a5ef-dc360e82d07c","version":1,"actualStart":"2026-03-02T12:00:00Z",\
            "assignedRight":{"id":"6121372d-905d-3cb0-b75a-57a9fd0d4465","version":1,"className":"AssignedRight"},"validationType":["licensePlate"]}]}
            ]}
            """);
  }

  @Test
  void unknownFormat_isWrongUse() {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new BillingCommand()).setErr(new PrintWriter(err, true));

    assertThat(command.execute("export", "--data=" + data, "--format=xml")).isEqualTo(2);
    assertThat(err.toString()).contains("--format is csv or jsonl, not 'xml'");
    assertThat(command.execute("export")).isEqualTo(2);
    assertThat(err.toString()).contains("one of --data DIR and --database URL is needed");
    String secret = "jdbc:postgresql://localhost/db?user=a&password=hidden";
    assertThat(command.execute("export", "--database=" + secret)).isEqualTo(2);
    assertThat(err.toString()).contains("no password in --database").doesNotContain("hidden");
  }
}
