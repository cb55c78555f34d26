package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In which form an export is written, and where to. */
final class ExportOptions {

  /** The forms of an export. */
  enum Form {
    jsonl,
    csv
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      defaultValue = "jsonl",
      description =
          "jsonl, one object a line, or csv by RFC 4180, UTF-8 (default: ${DEFAULT-VALUE}).")
  private Form form = Form.jsonl;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A file, in place of standard output; only its owner may read it, and it appears once it"
              + " is whole.")
  private @Nullable Path out;

  @Option(names = "--plates", description = "Show plates in full: personal data.")
  private boolean plates;

  boolean plates() {
    return plates;
  }

  /** Wrong use where an option has no meaning in a CSV. */
  void refuseInCsv(boolean given, String option) {
    if (given && form == Form.csv) {
      throw new ParameterException(
          command.commandLine(), option + " wants --format jsonl: a CSV has columns only");
    }
  }

  /** Takes lines; says whether to go on. */
  interface Lines {
    /**
     * One line.
     *
     * @param columns asked for CSV
     * @param json asked for JSON lines
     */
    boolean take(Supplier<List<String>> columns, Supplier<ObjectNode> json);
  }

  /** Gives lines. */
  interface Source {
    void writeTo(Lines lines);
  }

  /**
   * Writes an export.
   *
   * @param columns their names, for the first line of a CSV
   * @return how many lines
   * @throws IOException if it could not be written to its end; a file is as it was before then
   */
  long write(List<String> columns, Source source) throws IOException {
    Path file = out;
    if (file == null) {
      return write(command.commandLine().getOut(), columns, source);
    }
    Path whole = file.toAbsolutePath();
    Path part = Files.createTempFile(whole.getParent(), ".part", null);
    try {
      long lines;
      try (PrintWriter writer =
          new PrintWriter(
              new BufferedWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8)))) {
        lines = write(writer, columns, source);
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return lines;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long write(PrintWriter writer, List<String> columns, Source source) throws IOException {
    if (form == Form.csv) {
      writer.print(CsvLine.of(columns));
    }
    long[] lines = {0};
    boolean[] broken = {false};
    source.writeTo(
        (values, json) -> {
          writer.print(form == Form.csv ? CsvLine.of(values.get()) : json.get() + "\n");
          // Asking flushes, which is not worth it for each line.
          broken[0] = ++lines[0] % 1000 == 0 && writer.checkError();
          return !broken[0];
        });
    if (broken[0] || writer.checkError()) {
      throw new IOException("the export could not be written to its end, after " + lines[0]);
    }
    return lines[0];
  }
}
