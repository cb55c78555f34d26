package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import java.util.List;
import java.util.Map;

/** Writes a report as XHTML with its style within. Confined to one thread. */
final class ReportHtml {

  private static final String STYLE =
      """
      @page { size: A4; margin: 16mm 14mm;
        @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
      body { font-family: Report, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 9.5pt;
        color: #1b1f24; line-height: 1.4; max-width: 190mm; margin: 0 auto; }
      h1 { font-size: 17pt; margin: 0 0 2mm 0; } h2 { font-size: 12.5pt; margin: 6mm 0 2mm 0;
        border-bottom: 0.4mm solid #1f4e79; color: #1f4e79; page-break-after: avoid; }
      h3 { font-size: 11pt; margin: 4mm 0 1mm 0; page-break-after: avoid; }
      table { border-collapse: collapse; width: 100%; table-layout: fixed; }
      td, th { border: 0.2mm solid #b8c0c8; padding: 0.8mm 1.5mm; text-align: left; vertical-align: top;
        word-wrap: break-word; }
      th { background-color: #eef2f6; font-weight: normal; } tr { page-break-inside: avoid; }
      .OK { background-color: #d9f2df; } .WARNING { background-color: #fff0c2; }
      .FAULT { background-color: #f8c9c4; } .ABSENT, .UNTESTED { background-color: #eceff1; }
      .remedy { color: #7a2e00; } .sum { padding: 2mm; margin: 2mm 0; font-size: 11pt; }
      pre { font-family: Report, monospace; font-size: 8pt; background-color: #f6f8fa; padding: 2mm;
        white-space: pre-wrap; word-wrap: break-word; }
      img { width: 80%; } .pic { page-break-inside: avoid; margin: 2mm 0; }
      .sign { page-break-inside: avoid; } .sign td { height: 14mm; }
      """;

  private final Language language;
  private final StringBuilder html = new StringBuilder();

  /**
   * A picture in the report.
   *
   * @param caption under it
   * @param base64 JPEG
   */
  record Picture(Bilingual caption, String base64) {}

  ReportHtml(Language language) {
    this.language = language;
  }

  void begin(Bilingual title, String subject) {
    String lang = language == Language.ZH ? "zh-CN" : "en";
    html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"")
        .append(lang)
        .append("\"><head><meta charset=\"UTF-8\"/><title>")
        .append(escaped(title.in(language) + " " + subject))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escaped(title.in(language)))
        .append(" <small>")
        .append(escaped(subject))
        .append("</small></h1>\n");
  }

  void line(Bilingual name, String value) {
    html.append("<p>")
        .append(escaped(name.in(language) + (language == Language.ZH ? "：" : ": ") + value))
        .append("</p>\n");
  }

  void verdict(List<Finding> findings) {
    boolean fault = Doctor.foundFault(findings);
    StringBuilder counts = new StringBuilder();
    for (Verdict verdict : Verdict.values()) {
      long count = findings.stream().filter(finding -> finding.verdict() == verdict).count();
      counts
          .append(counts.isEmpty() ? "" : " · ")
          .append(count)
          .append(' ')
          .append(verdict.word().in(language));
    }
    Bilingual sum =
        fault
            ? new Bilingual("Not ready: faults are to be put right. ", "未通过：存在故障，须处理。")
            : new Bilingual("Ready. ", "通过。");
    html.append("<div class=\"sum ")
        .append(fault ? Verdict.FAULT : Verdict.OK)
        .append("\">")
        .append(escaped(sum.in(language) + " " + counts))
        .append("</div>\n");
  }

  void heading(Bilingual text) {
    html.append("<h2>").append(escaped(text.in(language))).append("</h2>\n");
  }

  void subheading(Bilingual text) {
    html.append("<h3>").append(escaped(text.in(language))).append("</h3>\n");
  }

  void paragraph(Bilingual text) {
    html.append("<p>").append(escaped(text.in(language))).append("</p>\n");
  }

  void preformatted(String text) {
    html.append("<pre>").append(escaped(text)).append("</pre>\n");
  }

  void facts(Map<Bilingual, String> facts) {
    html.append("<table>\n");
    facts.forEach(
        (name, value) ->
            html.append("<tr><th style=\"width: 30%\">")
                .append(escaped(name.in(language)))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
    html.append("</table>\n");
  }

  void findings(List<Finding> findings) {
    html.append("<table>\n<tr>");
    head("12%", new Bilingual("verdict", "结论"));
    head("32%", new Bilingual("what", "项目"));
    head("30%", new Bilingual("found", "实测"));
    head("26%", new Bilingual("wanted", "要求"));
    html.append("</tr>\n");
    for (Finding finding : findings) {
      String place = finding.place().isEmpty() ? "" : finding.place() + " · ";
      html.append("<tr><td class=\"").append(finding.verdict()).append("\">");
      html.append(escaped(finding.verdict().word().in(language))).append("</td><td>");
      html.append(escaped(place + finding.what().in(language))).append("</td><td>");
      html.append(escaped(SecretMask.of(finding.figure().in(language)))).append("</td><td>");
      html.append(escaped(finding.limit().in(language)));
      if (!finding.remedy().isEmpty()) {
        html.append("<div class=\"remedy\">")
            .append(escaped(finding.remedy().in(language)))
            .append("</div>");
      }
      html.append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private void head(String width, Bilingual text) {
    html.append("<th style=\"width: ")
        .append(width)
        .append("\">")
        .append(escaped(text.in(language)))
        .append("</th>");
  }

  void pictures(List<Picture> pictures) {
    for (Picture picture : pictures) {
      String caption = escaped(picture.caption().in(language));
      html.append("<div class=\"pic\"><img alt=\"")
          .append(caption)
          .append("\" src=\"data:image/jpeg;base64,")
          .append(picture.base64())
          .append("\"/><div>")
          .append(caption)
          .append("</div></div>\n");
    }
  }

  void signatures() {
    html.append("<table class=\"sign\"><tr>");
    head("34%", new Bilingual("installer", "安装方"));
    head("33%", new Bilingual("operator of the lot", "车场运营方"));
    head("33%", new Bilingual("privacy sign put up (photo)", "隐私告知牌已设置（照片）"));
    html.append("</tr><tr><td></td><td></td><td></td></tr><tr>");
    for (int i = 0; i < 3; i++) {
      html.append("<td>").append(language == Language.ZH ? "日期：" : "date:").append("</td>");
    }
    html.append("</tr></table>\n");
  }

  String end() {
    return html.append("</body></html>\n").toString();
  }

  // Characters that XML does not know are left out.
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  if (c >= ' ' || c == '\n' || c == '\t') {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }
}
