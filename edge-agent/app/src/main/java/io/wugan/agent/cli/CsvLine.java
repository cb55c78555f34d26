package io.wugan.agent.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values by RFC 4180. Stateless. */
final class CsvLine {

  private static final String END = "\r\n";

  private CsvLine() {}

  /** One line with its end, CR LF. */
  static String of(List<String> values) {
    return values.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", END));
  }

  /** Quoted where it holds a comma, a quotation mark or a line break (RFC 4180 §2.6). */
  private static String quoted(String value) {
    boolean plain =
        value.indexOf(',') < 0
            && value.indexOf('"') < 0
            && value.indexOf('\r') < 0
            && value.indexOf('\n') < 0;
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
