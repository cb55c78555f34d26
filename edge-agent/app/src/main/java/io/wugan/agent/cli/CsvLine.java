package io.wugan.agent.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values by RFC 4180, safe to be opened by a spreadsheet: what would be
 * taken for a formula gets an apostrophe in front and is quoted (OWASP, CSV Injection). A number
 * stays a number. Stateless.
 */
final class CsvLine {

  private static final String END = "\r\n";
  private static final Pattern FORMULA =
      Pattern.compile("(?s)[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20].*");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

  private CsvLine() {}

  /** One line with its end, CR LF. */
  static String of(List<String> values) {
    return values.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", END));
  }

  private static String cell(String value) {
    boolean formula = FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches();
    return formula ? quoted("'" + value) : plain(value) ? value : quoted(value);
  }

  /** Nothing of RFC 4180 §2.6 is in it: a comma, a quotation mark or a line break. */
  private static boolean plain(String value) {
    return value.indexOf(',') < 0
        && value.indexOf('"') < 0
        && value.indexOf('\r') < 0
        && value.indexOf('\n') < 0;
  }

  private static String quoted(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }
}
