package io.wugan.agent.lane;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.ledger.Commit;
import io.wugan.core.listing.Standing;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Decision;
import io.wugan.core.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a driver reads on the display once a passage is captured. In Chinese; each line fits the 32
 * bytes of GBK that the common LED boards take (16 Chinese characters). A vehicle that pays by the
 * month is greeted as such; no other class is shown in front of others.
 */
public final class DriverMessages {

  private static final String NO_PLATE = "无牌车";

  private DriverMessages() {}

  /** Lines for a captured passage; empty where there is nothing to say. */
  public static List<String> lines(Commit commit) {
    Decision decision = commit.change().decision();
    if (decision instanceof Decision.EntryOpened entry) {
      return List.of(plate(entry.passage().plateNumber()), isMonthly(commit) ? "月租车 欢迎光临" : "欢迎光临");
    }
    if (decision instanceof Decision.ExitClosed exit) {
      return exitLines(exit.closed(), isMonthly(commit));
    }
    if (decision instanceof Decision.ExitRepaired exit) {
      return exitLines(exit.repaired(), isMonthly(commit));
    }
    if (decision instanceof Decision.TurnedBack back) {
      return List.of(plate(back.passage().plateNumber()), "一路平安");
    }
    if (decision instanceof Decision.OrphanExit orphan) {
      return List.of(plate(orphan.passage().plateNumber()), "一路平安");
    }
    if (decision instanceof Decision.LeftToKeeper left) {
      return withoutStay(left.passage());
    }
    return List.of();
  }

  /** The plate, as soon as it is read: the driver sees that the lane has seen it. */
  public static List<String> provisional(ProvisionalRead read) {
    return List.of(read.plate().text());
  }

  // Another board knows the stay, and may be away: the driver is told what holds in any case.
  private static List<String> withoutStay(Passage passage) {
    return switch (passage.direction()) {
      case ENTER -> List.of(plate(passage.plateNumber()), "欢迎光临");
      case EXIT -> List.of(plate(passage.plateNumber()), "一路平安", "请离场后付费");
      case UNKNOWN -> List.of();
    };
  }

  private static List<String> exitLines(Session closed, boolean monthly) {
    List<String> lines = new ArrayList<>();
    lines.add(plate(closed.plate()));
    closed.stay().ifPresent(stay -> lines.add("停车" + duration(stay)));
    // Who pays by the month is not asked to pay for this stay.
    lines.add(monthly ? "月租车 一路平安" : "请离场后付费");
    return lines;
  }

  // Arrears are nobody's business but the cloud's: that vehicle is greeted as any other.
  private static boolean isMonthly(Commit commit) {
    return commit.records().stream()
        .map(Commit.Numbered::record)
        .anyMatch(record -> standing(record).is(VehicleClass.MONTHLY));
  }

  private static Standing standing(ParkingRecord record) {
    if (record instanceof ParkingRecord.Entry entry) {
      return entry.standing();
    }
    return record instanceof ParkingRecord.Exit exit ? exit.standing() : Standing.ORDINARY;
  }

  private static String plate(Optional<PlateNumber> number) {
    return number.map(PlateNumber::text).orElse(NO_PLATE);
  }

  /** {@code 1天2小时20分}; what is zero is left out, and less than a minute counts as one. */
  static String duration(Duration stay) {
    long minutes = Math.max(1, stay.toMinutes());
    StringBuilder text = new StringBuilder();
    append(text, minutes / 1440, "天");
    append(text, minutes / 60 % 24, "小时");
    append(text, minutes % 60, "分");
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
