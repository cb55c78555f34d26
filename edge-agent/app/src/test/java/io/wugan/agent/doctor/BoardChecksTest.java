package io.wugan.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.system.ChronyTracking;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel tells, as files. */
class BoardChecksTest {

  private static final String THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled";

  @TempDir Path folder;

  private List<Finding> look(Check check, String more) throws Exception {
    return check.look(Boards.board(folder, more));
  }

  private List<Finding> look(Check check) throws Exception {
    return look(check, "");
  }

  private static Finding named(List<Finding> findings, String what) {
    return findings.stream()
        .filter(finding -> finding.what().english().contains(what))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0x0, OK, OK",
    "0x1, FAULT, OK",
    "0x50005, FAULT, FAULT",
    "0x10000, WARNING, OK",
    "0x80000, OK, WARNING",
  })
  void power_isWhatTheFirmwareHasNoticed(String bits, Verdict supply, Verdict speed)
      throws Exception {
    Boards.kernel(folder, THROTTLED, bits + "\n");

    List<Finding> findings = look(new PowerCheck());

    assertThat(findings).extracting(Finding::verdict).containsExactly(supply, speed);
  }

  @Test
  void power_ofAnotherMachine_isNotToldAsGood() throws Exception {
    assertThat(look(new PowerCheck())).extracting(Finding::verdict).containsExactly(Verdict.ABSENT);
  }

  @Test
  void clock_byChrony_hasOffsetAndDrift() {
    String line =
        "CB007101,203.0.113.1,3,1735689600.123456789,-0.000032,0.000011,0.000045,"
            + "-12.345,0.002,0.321,0.012,0.001,64.2,Normal";

    List<Finding> findings = ClockCheck.tracked(ChronyTracking.parse(line).orElseThrow());

    assertThat(findings)
        .extracting(Finding::verdict)
        .containsExactly(Verdict.OK, Verdict.OK, Verdict.OK);
    assertThat(named(findings, "offset").figure().english()).isEqualTo("0.032 ms");
    assertThat(named(findings, "drift").figure().english()).isEqualTo("1.07 s/d");
  }

  @Test
  void clock_thatNobodySet_isAFault() {
    String line = "00000000,,0,0.0,0,0,0,0,0,0,1,1,0,Not synchronised";

    assertThat(ClockCheck.tracked(ChronyTracking.parse(line).orElseThrow()))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FAULT);
  }

  @Test
  void clock_withoutABattery_isAWarning_andWithOneNot() throws Exception {
    assertThat(named(look(new ClockCheck()), "battery").verdict()).isEqualTo(Verdict.WARNING);

    Files.createDirectories(folder.resolve("sys/class/rtc/rtc0"));

    assertThat(named(look(new ClockCheck()), "battery").verdict()).isEqualTo(Verdict.OK);
  }

  @ParameterizedTest
  @CsvSource({"ext4, rw, OK", "ext4, ro, FAULT", "overlay, rw, FAULT", "tmpfs, rw, FAULT"})
  void storage_mustLast(String type, String way, Verdict expected) throws Exception {
    Path real = folder.toRealPath();
    Boards.kernel(
        folder,
        "proc/self/mounts",
        "/dev/root / ext4 rw,relatime 0 0\n/dev/x %s %s %s,relatime 0 0\n"
            .formatted(real, type, way));

    Finding mount = named(look(new StorageCheck()), "mount");

    assertThat(mount.verdict()).isEqualTo(expected);
    assertThat(mount.figure().english()).contains(type);
  }

  @Test
  void storage_isWrittenToForReal_andLeavesNothing() throws Exception {
    List<Finding> findings = look(new StorageCheck());

    assertThat(named(findings, "write of 4 KB").figure().english()).matches(".* ms, .* ms at most");
    try (var left = Files.list(folder.resolve("data"))) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0x01 0x03, OK", "0x09 0x01, WARNING", "0x0a 0x01, FAULT"})
  void storage_tellsItsWear(String life, Verdict expected) throws Exception {
    Boards.kernel(folder, "sys/class/mmc_host/mmc0/mmc0:0001/life_time", life + "\n");

    assertThat(named(look(new StorageCheck()), "wear").verdict()).isEqualTo(expected);
  }

  @Test
  void machine_hotAndShortOfMemory() throws Exception {
    Boards.kernel(folder, "proc/meminfo", "MemTotal: 900000 kB\nMemAvailable:  61440 kB\n");
    Boards.kernel(folder, "sys/class/thermal/thermal_zone0/temp", "74500\n");

    List<Finding> findings = look(new MachineCheck());

    assertThat(named(findings, "memory").verdict()).isEqualTo(Verdict.FAULT);
    assertThat(named(findings, "memory").figure().english()).isEqualTo("60 MB");
    assertThat(named(findings, "temperature").verdict()).isEqualTo(Verdict.WARNING);
    assertThat(named(findings, "temperature").figure().english()).isEqualTo("74.5 °C");
  }

  @Test
  void broker_thatIsNotThere_isAFault_withARemedy() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Endpoint endpoint =
        new Endpoint(
            "broker",
            io.wugan.core.text.Bilingual.same("broker"),
            "127.0.0.1",
            closed,
            false,
            io.wugan.sync.uplink.TlsFiles.NONE);

    Finding connection = named(endpoint.look(), "connection");

    assertThat(connection.verdict()).isEqualTo(Verdict.FAULT);
    assertThat(connection.remedy().english()).contains("firewall");
  }

  @Test
  void whatIsNotConfigured_isAbsent_andNeverGood() throws Exception {
    for (Check check :
        List.of(
            new ContactsCheck(),
            new PanelCheck(),
            new BayCheck(),
            new PictureServerCheck(),
            new LotCheck(),
            new LedgerCheck())) {
      assertThat(look(check)).extracting(Finding::verdict).containsExactly(Verdict.ABSENT);
    }
  }

  @Test
  void contacts_asFiles_areOpened_andOneThatIsMissingIsAFault() throws Exception {
    String contacts =
        """
        gpio:
          driver: SIMULATED
          folder: contacts
          inputs: [{id: loop-a, line: 17}]
        """;
    Boards.kernel(folder, "contacts/loop-a", "0");

    assertThat(look(new ContactsCheck(), contacts))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.OK);
  }

  @Test
  void aCameraThatIsNotThere_isAFault_thatSaysWhich() throws Exception {
    List<Finding> findings = look(new CameraCheck());

    assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.FAULT);
    assertThat(findings.get(0).place()).isEqualTo("in1");
    assertThat(findings.get(0).figure().english()).contains("none.mp4");
  }

  @Test
  void plates_thatNobodyRead_leaveTheAimUntested() throws Exception {
    assertThat(look(new AimCheck())).extracting(Finding::verdict).containsExactly(Verdict.UNTESTED);
  }

  @Test
  void retention_isListed_withItsDays() throws IOException, Exception {
    List<Finding> findings = look(new RetentionCheck(), "evidence: {quotaMb: 100}\n");

    assertThat(named(findings, "pictures of plates").figure().english()).isEqualTo("90 days");
    assertThat(named(findings, "room of pictures").figure().english()).isEqualTo("0 MB / 100 MB");
  }
}
