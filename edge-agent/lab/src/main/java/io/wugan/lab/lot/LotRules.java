package io.wugan.lab.lot;

import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.session.Decision;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import java.util.List;

/**
 * The rules that hold after every step, whatever is read: at most one open session of a vehicle; no
 * negative time; the count of vehicles is entries less exits; nothing is closed twice; what is
 * closed is untouched by reads (the last two are kept by the book).
 */
final class LotRules {

  private final IndexedSessionBook book;
  private long entries;
  private long exits;
  private long occupancy;
  private long checked;

  LotRules(IndexedSessionBook book) {
    this.book = book;
  }

  long checked() {
    return checked;
  }

  void check(LedgerChange change) {
    count(change);
    occupancy += change.decision().occupancyDelta();
    require(occupancy == entries - exits, "the count is not entries less exits");
    for (Session session : change.decision().changedSessions()) {
      checkTimes(session);
      checkOnlyOne(session);
    }
    if (!(change.decision() instanceof Decision.EntryOpened)) {
      require(
          change.decision() instanceof Decision.ClosedWithoutExit
              || change.decision().changedSessions().size() <= 1,
          "one exit changes two sessions");
    }
    checked++;
  }

  private void count(LedgerChange change) {
    change
        .passage()
        .ifPresent(
            passage -> {
              switch (passage.direction()) {
                case ENTER -> entries++;
                case EXIT -> exits++;
                case UNKNOWN -> require(change.decision().occupancyDelta() == 0, "counted blindly");
              }
            });
  }

  private void checkTimes(Session session) {
    session
        .exit()
        .ifPresent(
            exit -> {
              boolean sameBoot = exit.at().bootId().equals(session.entry().at().bootId());
              require(
                  !sameBoot || exit.at().monoMillis() >= session.entry().at().monoMillis(),
                  "session " + session.id() + " ends before it begins");
              require(
                  !exit.at().since(session.entry().at()).isNegative(),
                  "session " + session.id() + " has a negative stay");
            });
  }

  private void checkOnlyOne(Session session) {
    if (session.state() != SessionState.OPEN || session.plate().isEmpty()) {
      return;
    }
    List<Session> sameVehicle =
        book.listOpenByPlate(session.plate().get()).stream()
            .filter(other -> other.color().compatibleWith(session.color()))
            .toList();
    require(sameVehicle.size() <= 1, "two open sessions of one vehicle");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new BrokenRuleException(rule);
    }
  }
}
