package io.wugan.sync.pages;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one record, header and values (fileformat2.html §2.1). Stateless. */
final class RecordReader {

  private static final int MOST_COLUMNS = 100;

  private RecordReader() {}

  /** The values; empty if the bytes are no record. */
  static Optional<@Nullable Object[]> read(byte[] payload) {
    try {
      Varint header = new Varint(payload, 0);
      long headerSize = header.next();
      List<Long> types = new ArrayList<>();
      while (header.at() < headerSize) {
        types.add(header.next());
        if (types.size() > MOST_COLUMNS) {
          return Optional.empty();
        }
      }
      if (header.at() != headerSize || types.isEmpty()) {
        return Optional.empty();
      }
      return values(payload, (int) headerSize, types);
    } catch (IndexOutOfBoundsException | CharacterCodingException noRecord) {
      return Optional.empty();
    }
  }

  private static Optional<@Nullable Object[]> values(byte[] payload, int from, List<Long> types)
      throws CharacterCodingException {
    @Nullable Object[] values = new Object[types.size()];
    int at = from;
    for (int i = 0; i < values.length; i++) {
      long type = types.get(i);
      int size = size(type);
      if (size < 0 || size > payload.length - at) {
        return Optional.empty();
      }
      values[i] = value(payload, at, type, size);
      at += size;
    }
    return at == payload.length ? Optional.of(values) : Optional.empty();
  }

  private static int size(long type) {
    if (type >= 12) {
      long size = (type - 12) / 2;
      return size > Integer.MAX_VALUE ? -1 : (int) size;
    }
    return switch ((int) type) {
      case 0, 8, 9 -> 0;
      case 1, 2, 3, 4 -> (int) type;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> -1;
    };
  }

  private static @Nullable Object value(byte[] payload, int at, long type, int size)
      throws CharacterCodingException {
    if (type >= 12) {
      return type % 2 == 0
          ? ByteBuffer.allocate(size).put(payload, at, size).array()
          : text(payload, at, size);
    }
    return switch ((int) type) {
      case 0 -> null;
      case 7 -> ByteBuffer.wrap(payload).getDouble(at);
      case 8 -> 0L;
      case 9 -> 1L;
      default -> integer(payload, at, size);
    };
  }

  // Strict: bytes that are no UTF-8 were not written by us.
  private static String text(byte[] payload, int at, int size) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(payload, at, size))
        .toString();
  }

  private static long integer(byte[] payload, int at, int size) {
    long value = payload[at];
    for (int i = 1; i < size; i++) {
      value = (value << 8) | (payload[at + i] & 0xFF);
    }
    return value;
  }
}
