package io.wugan.lab.damage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What may become of the two files of a ledger. */
enum FileFault {
  /** 1 to 4,096 bytes of the database are others, few as often as many. */
  FLIPPED_BYTES {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      byte[] database = sound.database().clone();
      flip(database, random);
      return new LedgerFiles(database, sound.log());
    }
  },
  /** The same in the log. */
  FLIPPED_LOG {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      byte[] log = sound.log().clone();
      flip(log, random);
      return new LedgerFiles(sound.database(), log);
    }
  },
  /** 1 to 8 pages of the database are zeros. */
  ZEROED_PAGES {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      byte[] database = sound.database().clone();
      int pages = 1 + random.nextInt(8);
      for (int i = 0; i < pages; i++) {
        int at = random.nextInt(database.length / PAGE) * PAGE;
        Arrays.fill(database, at, at + PAGE, (byte) 0);
      }
      return new LedgerFiles(database, sound.log());
    }
  },
  /** The database ends earlier. */
  TRUNCATED {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      int length = random.nextInt(sound.database().length);
      return new LedgerFiles(Arrays.copyOf(sound.database(), length), sound.log());
    }
  },
  /** The log ends earlier. */
  TRUNCATED_LOG {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      int length = random.nextInt(sound.log().length);
      return new LedgerFiles(sound.database(), Arrays.copyOf(sound.log(), length));
    }
  },
  /** From some byte on the database is zeros, as a file system may leave it. */
  ZERO_TAIL {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      byte[] database = sound.database().clone();
      Arrays.fill(database, random.nextInt(database.length), database.length, (byte) 0);
      return new LedgerFiles(database, sound.log());
    }
  },
  /** All of the database is zeros; the log is there. */
  ZEROS {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      return new LedgerFiles(new byte[sound.database().length], sound.log());
    }
  },
  /** The log is of another time: its middle frames are gone and its end is at their place. */
  STALE_LOG {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      byte[] log = sound.log();
      int from = 32 + FRAME * random.nextInt(Math.max(1, (log.length - 32) / FRAME));
      byte[] stale = Arrays.copyOf(log, log.length - (from - 32));
      ByteBuffer.wrap(stale).position(32).put(log, from, log.length - from);
      return new LedgerFiles(sound.database(), stale);
    }
  },
  /** One page lies in the place of another. */
  MISPLACED_PAGE {
    @Override
    LedgerFiles inject(LedgerFiles sound, SplittableRandom random) {
      byte[] database = sound.database().clone();
      int from = random.nextInt(database.length / PAGE) * PAGE;
      int to = random.nextInt(database.length / PAGE) * PAGE;
      ByteBuffer.wrap(database, to, PAGE).put(sound.database(), from, PAGE);
      return new LedgerFiles(database, sound.log());
    }
  };

  static final int PAGE = 4096;
  static final int FRAME = 24 + PAGE;
  private static final int MOST_FLIPS_LOG2 = 12;

  /** The files after the fault; the sound ones are left as they are. */
  abstract LedgerFiles inject(LedgerFiles sound, SplittableRandom random);

  private static void flip(byte[] bytes, SplittableRandom random) {
    int flips = 1 << random.nextInt(MOST_FLIPS_LOG2 + 1);
    for (int i = 0; i < flips && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
  }
}
