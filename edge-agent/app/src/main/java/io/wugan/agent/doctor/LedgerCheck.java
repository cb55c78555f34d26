package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import io.wugan.sync.ledger.AuditLine;
import io.wugan.sync.ledger.LedgerAudit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds the ledger's rules against what is written, quickly; beside a running agent too. */
final class LedgerCheck implements Check {

  @Override
  public String id() {
    return "ledger";
  }

  @Override
  public Duration limit(DoctorContext context) {
    return Duration.ofSeconds(60);
  }

  @Override
  public List<Finding> look(DoctorContext context) {
    Finding.Subject subject =
        Finding.of(id(), "", "rules of the ledger", "账本规则").wanted("none broken", "全部满足");
    Path database = LedgerAudit.databaseOf(context.folders().data());
    if (!Files.isRegularFile(database)) {
      return List.of(subject.absent("no ledger yet: the agent has never run", "尚无账本：程序从未运行"));
    }
    List<AuditLine> lines = new LedgerAudit(database, false, Optional.empty(), Instant.now()).run();
    List<String> broken =
        lines.stream()
            .filter(line -> line.verdict() == AuditLine.Verdict.BROKEN)
            .map(AuditLine::rule)
            .toList();
    if (broken.isEmpty()) {
      return List.of(
          subject.ok(
              new Bilingual(lines.size() + " rules looked at", "已核验 " + lines.size() + " 条规则")));
    }
    return List.of(
        subject.fault(
            Bilingual.same(String.join(", ", broken)),
            new Bilingual(
                "Run wugan verify, keep a copy of the data folder, and send a support bundle.",
                "运行 wugan verify，备份数据目录，并提交支持包。")));
  }
}
