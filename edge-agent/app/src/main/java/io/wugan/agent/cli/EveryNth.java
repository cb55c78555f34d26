package io.wugan.agent.cli;

import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Every so many of a list.
 *
 * @param step 1 for all of them
 * @param offset index of the first one, from 0
 */
record EveryNth(int step, int offset) {

  <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(index -> index % step == offset)
        .mapToObj(all::get)
        .toList();
  }

  /** Reads {@code K/OFFSET}. */
  static final class Converter implements ITypeConverter<EveryNth> {
    @Override
    public EveryNth convert(String text) {
      if (!text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
        throw wrong(text);
      }
      int slash = text.indexOf('/');
      int step = Integer.parseInt(text.substring(0, slash));
      int offset = Integer.parseInt(text.substring(slash + 1));
      if (offset >= step) {
        throw wrong(text);
      }
      return new EveryNth(step, offset);
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "found '" + text + "'; allowed: K/OFFSET with OFFSET from 0 to K-1, such as 8/0");
    }
  }
}
