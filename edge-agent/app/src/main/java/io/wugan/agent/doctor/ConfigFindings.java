package io.wugan.agent.doctor;

import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.config.Problem;
import io.wugan.core.text.Bilingual;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code check-config} says of a configuration file, as findings. Stateless. */
public final class ConfigFindings {

  private ConfigFindings() {}

  /**
   * Findings, at least one.
   *
   * @param read what the checks of the file gave
   * @param file its path, for messages
   */
  public static List<Finding> of(ConfigFile.Result read, Path file) {
    Bilingual what = new Bilingual("configuration", "配置文件");
    List<Finding> findings = new ArrayList<>();
    for (Problem problem : read.problems()) {
      Verdict verdict =
          problem.severity() == Problem.Severity.ERROR ? Verdict.FAULT : Verdict.WARNING;
      findings.add(
          new Finding(
              "config",
              "",
              verdict,
              what,
              Bilingual.same(problem.describe(file.toString())),
              Bilingual.NONE,
              new Bilingual("Put the line right.", "请修改该行。")));
    }
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              "config",
              "",
              Verdict.OK,
              what,
              new Bilingual("no problems", "无问题"),
              Bilingual.NONE,
              Bilingual.NONE));
    }
    return findings;
  }
}
