package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import io.wugan.sync.evidence.EvidencePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How much room pictures take, and for how long personal data are kept: for the signature. */
final class RetentionCheck implements Check {

  private static final double NEARLY_FULL = 0.98;

  @Override
  public String id() {
    return "retention";
  }

  @Override
  public Duration limit(DoctorContext context) {
    return Duration.ofSeconds(60);
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    EvidencePolicy policy = context.config().evidence();
    List<Finding> findings = new ArrayList<>();
    findings.add(quota(context, policy));
    findings.add(days("pictures of vehicles", "车辆图片保存", policy.scene()));
    findings.add(days("pictures of plates", "车牌图片保存", policy.plate()));
    findings.add(days("pictures without a plate", "无牌图片保存", policy.noPlate()));
    findings.add(
        days("stays that are over", "已结束停车记录保存", context.config().ledger().retention().stays()));
    return findings;
  }

  private Finding days(String english, String chinese, Duration kept) {
    return Finding.of(id(), "", english, chinese)
        .ok(new Bilingual(kept.toDays() + " days", kept.toDays() + " 天"));
  }

  private Finding quota(DoctorContext context, EvidencePolicy policy) throws IOException {
    long used = used(context.folders().evidence()) >> 20;
    long quota = policy.quotaBytes() >> 20;
    Path data = context.folders().data();
    Finding.Subject subject =
        Finding.of(id(), "", "room of pictures", "图片占用")
            .wanted("a quota that fits the disk", "配额不超过磁盘容量");
    if (Files.isDirectory(data)) {
      long room = (Files.getFileStore(data).getUsableSpace() >> 20) + used;
      if (room < quota) {
        return subject.warning(
            Bilingual.same(used + " MB / " + quota + " MB, disk " + room + " MB"),
            new Bilingual(
                "The quota is larger than the disk: pictures go by room before their date. Lower"
                    + " evidence.quotaMb.",
                "配额大于磁盘：图片会提前清理。请减小 evidence.quotaMb。"));
      }
    }
    return subject.atMost(
        (double) used,
        quota * NEARLY_FULL,
        Double.MAX_VALUE,
        used + " MB / " + quota + " MB",
        new Bilingual(
            "Pictures go before their date: take a larger disk, or keep them for fewer days.",
            "图片会提前清理：更换更大存储或缩短保存天数。"));
  }

  private static long used(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long bytes = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += sizeOf(file);
      }
    }
    return bytes;
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0; // the agent sweeps meanwhile
    }
  }
}
