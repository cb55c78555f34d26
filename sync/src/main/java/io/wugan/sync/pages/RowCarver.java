package io.wugan.sync.pages;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows out of every page that holds any, whichever way leads there: a damaged page costs
 * its own rows and no others. Gives rows that were deleted or written anew since as well; those
 * come first, so that who keeps the last of each has the latest.
 */
public final class RowCarver {

  private static final int TABLE_LEAF = 13;
  private static final int INDEX_LEAF = 10;
  private static final int INDEX_INTERIOR = 2;
  private static final int FIRST_PAGE_HEADER = 100;
  private static final int MOST_PAYLOAD = 1 << 26;
  private static final int USABLE = PageFile.PAGE_SIZE;

  private final PageFile file;

  /**
   * @param file where the rows lie
   */
  public RowCarver(PageFile file) {
    this.file = file;
  }

  /** Gives every row of a table or index to {@code taker}, what is superseded first. */
  public void carve(Consumer<PageRow> taker) {
    Set<Integer> free = freePages();
    for (int number = 1; number <= file.pages(); number++) {
      if (file.isOverwritten(number) || free.contains(number)) {
        rows(number, file.inFile(number), false, taker);
      }
    }
    for (WalFrames.Frame frame : file.superseded()) {
      rows(frame.page(), file.inLog(frame.offset()), false, taker);
    }
    for (int number = 1; number <= file.pages(); number++) {
      if (!free.contains(number)) {
        rows(number, file.page(number), true, taker);
      }
    }
  }

  private Set<Integer> freePages() {
    Set<Integer> free = new HashSet<>();
    int trunk = ByteBuffer.wrap(file.page(1)).getInt(32);
    while (trunk > 0 && trunk <= file.pages() && free.add(trunk)) {
      ByteBuffer page = ByteBuffer.wrap(file.page(trunk));
      int leaves = page.getInt(4);
      for (int i = 0; i < leaves && i < USABLE / 4 - 2; i++) {
        free.add(page.getInt(8 + 4 * i));
      }
      trunk = page.getInt(0);
    }
    return free;
  }

  private void rows(int number, byte[] page, boolean latest, Consumer<PageRow> taker) {
    int header = number == 1 ? FIRST_PAGE_HEADER : 0;
    int kind = page[header];
    if (kind != TABLE_LEAF && kind != INDEX_LEAF && kind != INDEX_INTERIOR) {
      return;
    }
    int pointers = header + (kind == INDEX_INTERIOR ? 12 : 8);
    int cells = unsigned(page, header + 3);
    for (int i = 0; i < cells && pointers + 2 * i + 2 <= USABLE; i++) {
      row(page, unsigned(page, pointers + 2 * i), kind, latest).ifPresent(taker);
    }
  }

  private Optional<PageRow> row(byte[] page, int cell, int kind, boolean latest) {
    try {
      Varint numbers = new Varint(page, kind == INDEX_INTERIOR ? cell + 4 : cell);
      long size = numbers.next();
      long rowid = kind == TABLE_LEAF ? numbers.next() : 0;
      if (size <= 0 || size > MOST_PAYLOAD) {
        return Optional.empty();
      }
      Optional<byte[]> payload = payload(page, numbers.at(), (int) size, kind == TABLE_LEAF);
      Optional<@Nullable Object[]> values = payload.flatMap(RecordReader::read);
      return values.map(found -> new PageRow(rowid, found, latest));
    } catch (IndexOutOfBoundsException noCell) {
      return Optional.empty();
    }
  }

  /** A payload with what overflows into other pages (fileformat2.html §1.6). */
  private Optional<byte[]> payload(byte[] page, int at, int size, boolean table) {
    int most = table ? USABLE - 35 : (USABLE - 12) * 64 / 255 - 23;
    if (size <= most) {
      return at + size > USABLE
          ? Optional.empty()
          : Optional.of(ByteBuffer.allocate(size).put(page, at, size).array());
    }
    int least = (USABLE - 12) * 32 / 255 - 23;
    int fitting = least + (size - least) % (USABLE - 4);
    int local = fitting <= most ? fitting : least;
    ByteBuffer whole = ByteBuffer.allocate(size);
    whole.put(page, at, local);
    int next = ByteBuffer.wrap(page).getInt(at + local);
    while (whole.hasRemaining()) {
      if (next <= 0 || next > file.pages()) {
        return Optional.empty();
      }
      byte[] more = file.page(next);
      next = ByteBuffer.wrap(more).getInt(0);
      whole.put(more, 4, Math.min(whole.remaining(), USABLE - 4));
    }
    return Optional.of(whole.array());
  }

  private static int unsigned(byte[] page, int at) {
    return ((page[at] & 0xFF) << 8) | (page[at + 1] & 0xFF);
  }
}
