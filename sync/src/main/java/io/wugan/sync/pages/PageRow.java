package io.wugan.sync.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as it lay in a page. Immutable, but for the bytes of blobs, which nobody may change.
 *
 * <p>A value is {@code null}, a {@link Long}, a {@link Double}, a {@link String} or a {@code
 * byte[]}.
 */
public final class PageRow {

  private final long rowid;
  private final @Nullable Object[] values;
  private final boolean latest;

  /**
   * @param rowid row number; 0 in a table without
   * @param values in the order of the table; not copied
   * @param latest whether it is the latest state of its page
   */
  public PageRow(long rowid, @Nullable Object[] values, boolean latest) {
    this.rowid = rowid;
    this.values = values;
    this.latest = latest;
  }

  /** Whether it lies in the latest state of its page; if not, it may be deleted since. */
  public boolean latest() {
    return latest;
  }

  /** Its row number; 0 in a table without row numbers, or in an index. */
  public long rowid() {
    return rowid;
  }

  /** How many values it has: rows of an older version may have fewer than their table. */
  public int size() {
    return values.length;
  }

  /** The values in their order. */
  public List<@Nullable Object> values() {
    return Arrays.asList(values.clone());
  }

  /** Whether the value at a place is there and NULL. */
  public boolean isNull(int place) {
    return place < values.length && values[place] == null;
  }

  /** The value at a place, if it is of a kind. */
  public <T> Optional<T> value(int place, Class<T> kind) {
    return place < values.length && kind.isInstance(values[place])
        ? Optional.of(kind.cast(values[place]))
        : Optional.empty();
  }
}
