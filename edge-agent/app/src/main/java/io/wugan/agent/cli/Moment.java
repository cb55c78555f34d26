package io.wugan.agent.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment of ISO 8601 with its offset, or a day, which begins at midnight UTC. Stateless. */
final class Moment implements ITypeConverter<Instant> {

  private static final int DAY_CHARACTERS = "2026-03-01".length();

  @Override
  public Instant convert(String text) {
    try {
      return text.length() == DAY_CHARACTERS
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException wrong) {
      throw new TypeConversionException(
          "a moment like 2026-03-01T08:00:00+08:00 or a day like 2026-03-01 (from midnight UTC) is"
              + " wanted, not '"
              + text
              + "'");
    }
  }
}
