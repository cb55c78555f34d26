package io.wugan.agent.doctor;

import io.wugan.agent.aim.AcceptedAim;
import io.wugan.agent.aim.AimStore;
import io.wugan.agent.aim.PlateCover;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commissioning report of a board: what it is, what every check has found, how each lane is
 * aimed with its picture, what it is set to, and room for signatures. One HTML file that needs
 * nothing beside it, or the same as PDF. Plates in its pictures are covered. Immutable.
 */
public final class CommissioningReport {

  private final DoctorContext context;
  private final List<Finding> findings;
  private final Extras extras;

  /**
   * What is known beside the checks.
   *
   * @param config text of the configuration file
   * @param notes of the installer; empty for none
   * @param tally rows of the 100-car tally; empty where it was not done
   */
  public record Extras(String config, String notes, Map<Bilingual, String> tally) {
    public Extras {
      tally = Collections.unmodifiableMap(new LinkedHashMap<>(tally)); // in their order
    }
  }

  /** A report of what was found. */
  public CommissioningReport(DoctorContext context, List<Finding> findings, Extras extras) {
    this.context = context;
    this.findings = List.copyOf(findings);
    this.extras = extras;
  }

  /**
   * Writes it by the file's ending, {@code .html} or {@code .pdf}; a folder gets both.
   *
   * @return what was written
   * @throws IOException if it cannot be written, or there is no Chinese font for a PDF, saying what
   *     to install
   */
  public List<Path> write(Path target, Language language) throws IOException {
    if (!Files.isDirectory(target)) {
      return List.of(writeFile(target, language));
    }
    String name =
        "commissioning-%s-%s-%s."
            .formatted(
                context.config().site(),
                context.config().edge(),
                language.name().toLowerCase(java.util.Locale.ROOT));
    return List.of(
        writeFile(target.resolve(name + "html"), language),
        writeFile(target.resolve(name + "pdf"), language));
  }

  private Path writeFile(Path file, Language language) throws IOException {
    String html = html(language);
    if (file.toString().endsWith(".pdf")) {
      ReportPdf.write(html, file);
    } else {
      Files.writeString(file, html, StandardCharsets.UTF_8);
    }
    return file;
  }

  /** The report as one HTML file, which is well-formed XML too. */
  String html(Language language) throws IOException {
    ReportHtml page = new ReportHtml(language);
    page.begin(
        new Bilingual("Commissioning report", "安装验收报告"),
        context.config().site() + " / " + context.config().edge());
    page.line(
        new Bilingual("made at", "生成时间"),
        ZonedDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX")));
    page.verdict(findings);
    page.heading(new Bilingual("1. Board", "一、设备"));
    page.facts(BoardFacts.of(context));
    page.heading(new Bilingual("2. Checks", "二、检测项目"));
    page.findings(findings.stream().filter(finding -> !finding.check().equals("aim")).toList());
    page.heading(new Bilingual("3. Lanes", "三、车道"));
    for (LaneConfig lane : context.config().lanes()) {
      lane(page, lane.lane().id());
    }
    page.heading(new Bilingual("4. Test with vehicles (100-car tally)", "四、实车测试（百车统计）"));
    tally(page);
    page.heading(new Bilingual("5. Settings", "五、配置"));
    page.paragraph(
        new Bilingual("The configuration file; secrets are hidden.", "配置文件内容；密码等敏感信息已隐藏。"));
    page.preformatted(SecretMask.of(extras.config()));
    if (!extras.notes().isBlank()) {
      page.heading(new Bilingual("6. Notes", "六、现场备注"));
      page.preformatted(SecretMask.of(extras.notes()));
    }
    page.heading(new Bilingual("Signatures", "签字"));
    page.signatures();
    return page.end();
  }

  private void lane(ReportHtml page, String id) throws IOException {
    page.subheading(new Bilingual("Lane " + id, "车道 " + id));
    page.findings(
        findings.stream()
            .filter(finding -> finding.check().equals("aim") && finding.place().equals(id))
            .toList());
    List<ReportHtml.Picture> pictures = new ArrayList<>();
    Optional<AcceptedAim> accepted = new AimStore(context.folders().aims()).find(id);
    accepted
        .flatMap(AcceptedAim::scene)
        .ifPresent(
            scene ->
                pictures.add(
                    new ReportHtml.Picture(
                        new Bilingual("when it was accepted", "验收时画面"), encoded(scene.jpeg()))));
    Optional<ScenePicture> now =
        Optional.ofNullable(context.looks().get(id)).flatMap(LaneLook::scene);
    if (now.isPresent()) {
      byte[] covered = PlateCover.cover(now.get().jpeg().copy(), now.get().plates());
      pictures.add(
          new ReportHtml.Picture(
              new Bilingual("now; plates are covered", "当前画面；车牌已遮盖"), encoded(covered)));
    }
    if (pictures.isEmpty()) {
      page.paragraph(new Bilingual("No picture came.", "未取得画面。"));
    }
    page.pictures(pictures);
  }

  private static String encoded(byte[] jpeg) {
    return Base64.getEncoder().encodeToString(jpeg);
  }

  private void tally(ReportHtml page) {
    if (extras.tally().isEmpty()) {
      page.paragraph(
          new Bilingual(
              "Not done yet. Vehicles counted: ______  captured: ______  plates right: ______",
              "尚未进行。计数车辆：______　捕获：______　车牌正确：______"));
    } else {
      page.facts(extras.tally());
    }
  }
}
