package io.wugan.agent.config;

import io.wugan.sync.evidence.EvidencePolicy;
import java.time.Duration;

/** The section {@code evidence}. */
final class EvidenceReader {

  private static final int MB_SHIFT = 20;
  private static final int LEAST_QUOTA_MB = 100;
  private static final int MOST_QUOTA_MB = 10_000_000;
  private static final int LEAST_FREE_MB = 64;
  private static final int MOST_FREE_MB = 1_000_000;
  private static final int MOST_DAYS = 366;

  private final ConfigSection section;

  EvidenceReader(ConfigSection section) {
    this.section = section;
  }

  EvidencePolicy read() {
    EvidencePolicy standard = EvidencePolicy.DEFAULT;
    ConfigSection retain = section.section("retainDays");
    return new EvidencePolicy(
        megabytes("quotaMb", standard.quotaBytes(), LEAST_QUOTA_MB, MOST_QUOTA_MB),
        megabytes("keepFreeMb", standard.keepFreeBytes(), LEAST_FREE_MB, MOST_FREE_MB),
        days(retain, "scene", standard.scene()),
        days(retain, "plate", standard.plate()),
        days(retain, "noPlate", standard.noPlate()),
        days(retain, "pending", standard.pending()));
  }

  private long megabytes(String key, long standardBytes, int min, int max) {
    return (long) section.integer(key, (int) (standardBytes >> MB_SHIFT), min, max) << MB_SHIFT;
  }

  private static Duration days(ConfigSection retain, String key, Duration standard) {
    return Duration.ofDays(retain.integer(key, (int) standard.toDays(), 1, MOST_DAYS));
  }
}
