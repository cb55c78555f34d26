package io.wugan.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.aim.AcceptedAim;
import io.wugan.agent.aim.AimStore;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.plate.Quad;
import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommissioningReportTest {

  private static final AimFigures FIGURES = new AimFigures(151, 31, 12, 16, -2, 2.1, 0.4, 3.5, 48);

  @TempDir Path folder;
  private final LotTime at =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-a").now();

  private static byte[] white() throws IOException {
    BufferedImage picture = new BufferedImage(160, 90, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 160; x++) {
        picture.setRGB(x, y, 0xffffff);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", out);
    return out.toByteArray();
  }

  private CommissioningReport report() throws Exception {
    DoctorContext context = Boards.board(folder, "");
    Quad plate = Quad.rectangle(0.4, 0.4, 0.2, 0.2);
    context
        .looks()
        .put(
            "in1",
            new LaneLook(
                Optional.of(new AimSummary(20, FIGURES, at)),
                Optional.of(new ScenePicture(new ScenePicture.Bytes(white()), List.of(plate)))));
    new AimStore(context.folders().aims())
        .save(
            "in1",
            new AcceptedAim(
                new AimSummary(20, FIGURES, at),
                "Li",
                Optional.of(new EvidenceImage(EvidenceKind.SCENE, at, white()))));
    List<Finding> findings =
        List.of(
            Finding.of("clock", "", "time server", "时间服务器").ok("203.0.113.1 <&>"),
            Finding.of("storage", "", "mount", "挂载")
                .fault(Bilingual.same("ro"), new Bilingual("exchange the card", "更换存储卡")),
            Finding.of("aim", "in1", "plate width", "车牌宽度").ok("151.0 px"));
    return new CommissioningReport(
        context,
        findings,
        new CommissioningReport.Extras(
            "mqtt: {url: x}\npassword: hunter2\n",
            "note of 浙A12345",
            Map.of(new Bilingual("captured", "捕获"), "100/100")));
  }

  @Test
  void html_isWholeAndSafe_inBothLanguages() throws Exception {
    String english = report().html(Language.EN);
    String chinese = report().html(Language.ZH);

    assertThat(english)
        .contains("Not ready")
        .contains("exchange the card")
        .contains("203.0.113.1 &lt;&amp;&gt;")
        .contains("151.0 px")
        .contains("100/100")
        .contains("Signatures")
        .contains("浙A1***5")
        .doesNotContain("hunter2")
        .doesNotContain("浙A12345");
    assertThat(chinese).contains("安装验收报告").contains("更换存储卡").contains("签字");
    for (String html : List.of(english, chinese)) {
      assertThat(html).doesNotContain("src=\"http").doesNotContain("href=");
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void thePlateInThePictureIsCovered_andTheRestIsNot() throws Exception {
    Matcher pictures =
        Pattern.compile("base64,([A-Za-z0-9+/=]+)").matcher(report().html(Language.EN));
    assertThat(pictures.find()).as("the accepted picture").isTrue();
    assertThat(pictures.find()).as("the picture of now").isTrue();

    BufferedImage now =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(pictures.group(1))));

    assertThat(now.getRGB(80, 45) & 0xff).isLessThan(200);
    assertThat(now.getRGB(80, 45) >> 16 & 0xff).isLessThan(100);
    assertThat(now.getRGB(10, 10) & 0xff).isGreaterThan(240);
  }

  @Test
  void pdf_hasTheSameWords_orSaysWhichFontIsMissing() throws Exception {
    Path file = folder.resolve("report.pdf");
    if (ReportPdf.font().isEmpty()) {
      assertThatThrownBy(() -> report().write(file, Language.ZH))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("fonts-droid-fallback");
      return;
    }

    report().write(file, Language.ZH);

    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      String text = new PDFTextStripper().getText(pdf);
      assertThat(text).contains("安装验收报告").contains("更换存储卡").contains("151.0 px");
    }
    assertThat(Files.size(file)).isBetween(5_000L, 5_000_000L);
  }

  @Test
  void aFolderGetsBoth() throws Exception {
    if (ReportPdf.font().isEmpty()) {
      return;
    }
    List<Path> written =
        report().write(Files.createDirectories(folder.resolve("out")), Language.EN);

    assertThat(written)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("commissioning-s1-e1-en.html", "commissioning-s1-e1-en.pdf");
    assertThat(written).allSatisfy(path -> assertThat(path).exists());
  }
}
