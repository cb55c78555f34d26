package io.wugan.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  private record Made(String id, Looking looking) implements Check {
    interface Looking {
      List<Finding> look() throws Exception;
    }

    @Override
    public Duration limit(DoctorContext context) {
      return Duration.ofMillis(300);
    }

    @Override
    public List<Finding> look(DoctorContext context) throws Exception {
      return looking.look();
    }
  }

  private static Finding.Subject subject(String check) {
    return Finding.of(check, "", "thing", "物");
  }

  @Test
  void whatHangsOrFails_isAFault_andHoldsUpNoOther() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<Check> checks =
        List.of(
            new Made(
                "hangs",
                () -> {
                  never.await();
                  return List.of();
                }),
            new Made(
                "fails",
                () -> {
                  throw new IllegalStateException("the wire is cut");
                }),
            new Made("good", () -> List.of(subject("good").ok("1 V"))));
    List<String> begun = new ArrayList<>();

    List<Finding> findings = Doctor.examine(checks, Boards.board(folder, ""), begun::add);

    assertThat(begun).containsExactly("hangs", "fails", "good");
    assertThat(findings)
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FAULT, Verdict.FAULT, Verdict.OK);
    assertThat(findings.get(0).figure().english()).contains("no end within");
    assertThat(findings.get(1).figure().english()).contains("the wire is cut");
    assertThat(findings.get(0).remedy().in(Language.ZH)).isNotBlank();
    assertThat(Doctor.foundFault(findings)).isTrue();
    assertThat(Doctor.foundFault(findings.subList(2, 3))).isFalse();
  }

  @Test
  void twoLimitsMakeThreeVerdicts_inBothDirections() {
    Bilingual remedy = new Bilingual("do", "做");

    assertThat(subject("a").atMost(5, 5, 9, "5", remedy).verdict()).isEqualTo(Verdict.OK);
    assertThat(subject("a").atMost(6, 5, 9, "6", remedy).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(subject("a").atMost(10, 5, 9, "10", remedy).verdict()).isEqualTo(Verdict.FAULT);
    assertThat(subject("a").atLeast(5, 5, 2, "5", remedy).verdict()).isEqualTo(Verdict.OK);
    assertThat(subject("a").atLeast(3, 5, 2, "3", remedy).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(subject("a").atLeast(1, 5, 2, "1", remedy).verdict()).isEqualTo(Verdict.FAULT);
    assertThat(subject("a").atMost(5, 5, 9, "5", remedy).remedy().isEmpty()).isTrue();
  }
}
