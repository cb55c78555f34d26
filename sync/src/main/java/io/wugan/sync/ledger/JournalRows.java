package io.wugan.sync.ledger;

import io.wugan.sync.pages.PageRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Changed rows as bytes, for a frame of the journal: what was done, the table, the row's number,
 * and its values, each with its kind. Confined to one thread.
 */
final class JournalRows {

  /** What became of a row. */
  enum Change {
    /** It stands as told now. */
    ROW,
    /** Of a record only the state changed: state, tries, settled_ms, refusal. */
    RECORD_STATE,
    /** A passage does not wait for the keeper any more: its id. */
    HANDED_OVER,
    /** Every plate was taken off the list; the list follows. */
    LIST_CLEARED
  }

  /** Takes what a frame holds. */
  interface Taker {
    void take(Change change, SavedTable table, PageRow row);
  }

  private static final int MOST_COLUMNS = 100;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  void add(Change change, SavedTable table, long rowid, @Nullable Object... values) {
    try {
      out.writeUTF(change.name());
      out.writeUTF(table.name());
      out.writeLong(rowid);
      out.writeByte(values.length);
      for (@Nullable Object value : values) {
        write(value);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written to", impossible);
    }
  }

  private void write(@Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte('n');
    } else if (value instanceof Double real) {
      out.writeByte('r');
      out.writeDouble(real);
    } else if (value instanceof Number whole) {
      out.writeByte('i');
      out.writeLong(whole.longValue());
    } else if (value instanceof byte[] blob) {
      out.writeByte('b');
      writeBytes(blob);
    } else {
      out.writeByte('t');
      writeBytes(value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void writeBytes(byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(content);
  }

  int size() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /**
   * Reads a frame's rows.
   *
   * @throws IOException if they are of another version of this program, or none
   */
  static void read(byte[] payload, Taker taker) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
    while (in.available() > 0) {
      try {
        Change change = Change.valueOf(in.readUTF());
        SavedTable table = SavedTable.valueOf(in.readUTF());
        long rowid = in.readLong();
        @Nullable Object[] values = new Object[Math.min(in.readUnsignedByte(), MOST_COLUMNS)];
        for (int i = 0; i < values.length; i++) {
          values[i] = value(in);
        }
        taker.take(change, table, new PageRow(rowid, values, true));
      } catch (IllegalArgumentException unknown) {
        throw new IOException(
            "rows of a table that is not known: " + unknown.getMessage(), unknown);
      }
    }
  }

  private static @Nullable Object value(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 'n' -> null;
      case 'r' -> in.readDouble();
      case 'i' -> in.readLong();
      case 'b' -> in.readNBytes(in.readInt());
      case 't' -> new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      default -> throw new IOException("no kind of value: " + kind);
    };
  }
}
