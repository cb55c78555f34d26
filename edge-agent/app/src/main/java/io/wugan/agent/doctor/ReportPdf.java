package io.wugan.agent.doctor;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A report as PDF, by openhtmltopdf and PDFBox, with a Chinese font of the system within. The only
 * class that knows these libraries. Stateless.
 */
final class ReportPdf {

  /** TrueType outlines, one font a file: what can be embedded in part. */
  private static final List<Path> FONTS =
      List.of(
          Path.of("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
          Path.of("/usr/share/fonts-droid-fallback/truetype/DroidSansFallbackFull.ttf"),
          Path.of("/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf"),
          Path.of("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf"));

  private ReportPdf() {}

  /** The font that is used; empty where none is installed. */
  static Optional<Path> font() {
    return FONTS.stream().filter(Files::isReadable).findFirst();
  }

  /**
   * Writes it.
   *
   * @param xhtml well-formed
   * @throws IOException if there is no font, saying what to install, or it cannot be written
   */
  static void write(String xhtml, Path file) throws IOException {
    Path font =
        font()
            .orElseThrow(
                () ->
                    new IOException(
                        file
                            + ": a PDF needs a Chinese font, and none is installed; apt-get install"
                            + " fonts-droid-fallback, or take .html"));
    XRLog.setLoggingEnabled(false);
    // PDFBox would keep a list of all fonts in the home folder, which a service has none of.
    System.setProperty("pdfbox.fontcache", System.getProperty("java.io.tmpdir"));
    try (OutputStream out = Files.newOutputStream(file)) {
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.useFont(font.toFile(), "Report", 400, FontStyle.NORMAL, true);
      builder.useFont(font.toFile(), "Report", 700, FontStyle.NORMAL, true);
      builder.withHtmlContent(xhtml, null);
      // Nothing is fetched from anywhere: pictures lie in the page.
      builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
      builder.toStream(out);
      builder.run();
    }
  }
}
