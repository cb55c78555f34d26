package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.system.ChronyTracking;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.SystemLotClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program in chronyc's place, with answers of the form that chronyc(1) gives. */
@Timeout(60)
class ChronyWatchTest {

  private static final String SET =
      "C0A80101,192.168.1.1,3,1772352000.1,0.000012,-0.000008,0.00002,-4.1,0.001,0.03,0.012,0.002,64.2,Normal";
  private static final String NOT_SET =
      "00000000,,0,0.000000000,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised";

  @TempDir Path folder;

  private ChronyWatch watch(String script) throws IOException {
    Path program = folder.resolve("chronyc");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new ChronyWatch(
        folder, List.of(folder.resolve("absent"), program), Duration.ofSeconds(3));
  }

  private static String says(String line) {
    return "[ \"$*\" = '-n -c tracking' ] && echo '" + line + "'";
  }

  @Test
  void clockThatChronySet_isSynced() throws Exception {
    ChronyWatch watch = watch(says(SET));
    SystemLotClock clock = new SystemLotClock(watch::isSynced);
    assertThat(watch.isSynced()).as("not asked yet").isFalse();

    watch.look();

    assertThat(clock.now().quality()).isEqualTo(ClockQuality.SYNCED);
    watch(says(NOT_SET));
    watch.look();
    assertThat(watch.isSynced()).as("a server lost later takes nothing back").isTrue();
    watch.close();
  }

  @Test
  void clockThatChronyHasNotSetYet_isSyncedOnceItHas() throws Exception {
    ChronyWatch watch = watch(says(NOT_SET));
    watch.look();
    assertThat(watch.isSynced()).isFalse();

    watch(says(SET));
    watch.look();
    assertThat(watch.isSynced()).isTrue();
    watch.close();
  }

  @Test
  void programThatFails_saysNothing() throws Exception {
    ChronyWatch watch = watch(says(SET) + "; exit 1");
    watch.look();
    assertThat(watch.isSynced()).isFalse();
    watch.close();
  }

  @Test
  void programThatHangs_isGivenUp() throws Exception {
    ChronyWatch watch = watch("exec sleep 100");
    long begun = System.nanoTime();
    watch.look();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    assertThat(watch.isSynced()).isFalse();
    watch.close();
  }

  @Test
  void chronyThatDoesNotRun_isNotAsked() throws Exception {
    Path asked = folder.resolve("asked");
    watch("touch " + asked).close();
    ChronyWatch watch =
        new ChronyWatch(
            folder.resolve("not-there"), List.of(folder.resolve("chronyc")), Duration.ofSeconds(3));
    watch.look();
    assertThat(asked).doesNotExist();
    watch.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a server in front                  | true  | C0A80101,192.168.1.1,3,1.1,0,0,0,0,0,0,0,0,64,Normal
          a leap second ahead                | true  | 50505300,PPS,1,1.1,0,0,0,0,0,0,0,0,64,Insert second
          its own clock for a reference      | false | 7F7F0101,,10,1.1,0,0,0,0,0,0,0,0,64,Normal
          no reference                       | false | 00000000,,0,0,0,0,0,0,0,0,0,0,0,Not synchronised
          stratum 16                         | false | C0A80101,192.168.1.1,16,1.1,0,0,0,0,0,0,0,0,64,Normal
          a stratum that is no number        | false | C0A80101,192.168.1.1,x,1.1,0,0,0,0,0,0,0,0,64,Normal
          too few fields                     | false | C0A80101,192.168.1.1,3,Normal
          no daemon                          | false | 506 Cannot talk to daemon
          """)
  void answer_isRead(String name, boolean set, String line) {
    assertThat(ChronyTracking.parse(line).filter(ChronyTracking::isSet).isPresent())
        .as(name)
        .isEqualTo(set);
  }
}
