package io.wugan.agent.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateListFileTest {

  private static final String HEADER = "plate,class,from,until\n";

  @TempDir Path folder;

  private PlateListFile.Result read(String text) throws IOException {
    return PlateListFile.read(Files.writeString(folder.resolve("list.csv"), text));
  }

  @Test
  void goodLines_areRead_withTheirPeriods() throws IOException {
    PlateListFile.Result read =
        read(
            "\uFEFF"
                + HEADER.replace("\n", "\r\n")
                + "浙A·12345,MONTHLY,2026-03-01T00:00:00+08:00,2026-04-01T00:00:00+08:00\r\n"
                + "\n"
                + " 浙B67890 , ARREARS ,,\n"
                + "浙A12345,EXEMPT,2026-04-01T00:00:00+08:00,\n");
    assertThat(read.problems()).isEmpty();
    assertThat(read.plates())
        .containsExactly(
            new ListedPlate(
                PlateNumber.of("浙A12345"),
                VehicleClass.MONTHLY,
                Optional.of(Instant.parse("2026-02-28T16:00:00Z")),
                Optional.of(Instant.parse("2026-03-31T16:00:00Z"))),
            new ListedPlate(
                PlateNumber.of("浙B67890"),
                VehicleClass.ARREARS,
                Optional.empty(),
                Optional.empty()),
            new ListedPlate(
                PlateNumber.of("浙A12345"),
                VehicleClass.EXEMPT,
                Optional.of(Instant.parse("2026-03-31T16:00:00Z")),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HELLO,MONTHLY,,                                          | plate: found 'HELLO'; allowed: a plate of GA 36-2018 such as 浙A12345
          浙A12345,VIP,,                                           | class: found 'VIP'; allowed: MONTHLY, EXEMPT, ARREARS
          浙A12345,MONTHLY,2026-03-01,                             | from: found '2026-03-01'; allowed: empty, or a time with its zone
          浙A12345,MONTHLY,2026-03-01T00:00:00,                    | from: found '2026-03-01T00:00:00'; allowed: empty, or a time with its zone
          浙A12345,MONTHLY,,2200-01-01T00:00:00Z                   | until: found '2200-01-01T00:00:00Z'; allowed: empty, or a time with its zone from 2000 to 2199
          浙A12345,MONTHLY,1999-12-31T00:00:00Z,                   | from: found '1999-12-31T00:00:00Z'
          浙A12345,MONTHLY,2026-03-01T00:00:00Z,2026-03-01T00:00:00Z | until: found 2026-03-01T00:00:00Z; allowed: a time later than from
          浙A12345,MONTHLY                                         | found 2 fields; allowed: 4 fields: plate,class,from,until
          """)
  void badLine_saysWhere_what_andWhatIsAllowed(String line, String told) throws IOException {
    PlateListFile.Result read = read(HEADER + "浙B67890,MONTHLY,,\n" + line + "\n");
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.describe("f")).startsWith("f:3: error: " + told));
  }

  @Test
  void everyBadLine_isFoundAtOnce_inTheFilesOrder() throws IOException {
    PlateListFile.Result read =
        read(HEADER + "浙A12345,MONTHLY,,\nHELLO,VIP,x,\n浙B67890,EXEMPT,,\n浙A12345,ARREARS,,\n");
    assertThat(read.problems())
        .extracting(problem -> problem.line() + " " + problem.key())
        .containsExactly("3 plate", "3 class", "3 from", "5 plate");
    assertThat(read.problems().get(3).describe("f"))
        .isEqualTo(
            "f:5: error: plate: found 浙A1***5 again, line 2; allowed: each plate once at a time");
  }

  @Test
  void otherHeader_isTold() throws IOException {
    assertThat(read("plate;class\n浙A12345;MONTHLY\n").problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.describe("f"))
                    .isEqualTo(
                        "f:1: error: found 'plate;class'; allowed: the header"
                            + " plate,class,from,until"));
    assertThat(read("").problems()).hasSize(1);
  }

  @Test
  void tooManyPlates_areTold() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i <= PlateList.MOST; i++) {
      text.append("浙%c%05d,MONTHLY,,\n".formatted(i < 30_000 ? 'A' : 'B', i));
    }
    assertThat(read(text.toString()).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.describe("f"))
                    .isEqualTo("f: error: found 50001 plates; allowed: at most 50000"));
  }

  @Test
  void fileThatIsNoText_isRefused_withWhatToDo() throws IOException {
    Path gbk = folder.resolve("gbk.csv");
    Files.write(gbk, (HEADER + "浙A12345,MONTHLY,,\n").getBytes(Charset.forName("GBK")));
    assertThatIOException()
        .isThrownBy(() -> PlateListFile.read(gbk))
        .withMessageContaining(gbk + ": not UTF-8");
    Path missing = folder.resolve("none.csv");
    assertThatIOException()
        .isThrownBy(() -> PlateListFile.read(missing))
        .withMessageContaining("no such file");
  }
}
