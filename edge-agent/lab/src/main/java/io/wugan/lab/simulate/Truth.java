package io.wugan.lab.simulate;

import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.lab.billing.TariffBook;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What has to be billed, from the records themselves and not from what was sent: the first revision
 * of a session that is closed, with a known exit, a plate, a length, and nothing for a person to
 * look at. Later revisions change no bill. Confined to one thread.
 */
final class Truth {
  private final TariffBook tariffs;
  private final String site;
  private final Map<UUID, Long> fenBySession = new HashMap<>();
  private final Map<UUID, String> standings = new HashMap<>();

  Truth(TariffBook tariffs, String site) {
    this.tariffs = tariffs;
    this.site = site;
  }

  void tell(ParkingRecord record) {
    if (record instanceof ParkingRecord.Entry entry) {
      standing(entry.session(), entry.standing().listed().map(Enum::name));
      settle(entry.session());
    } else if (record instanceof ParkingRecord.Exit exit && exit.session().isPresent()) {
      standing(exit.session().get(), exit.standing().listed().map(Enum::name));
      settle(exit.session().get());
    } else if (record instanceof ParkingRecord.SessionChanged changed) {
      settle(changed.session());
    }
  }

  private void standing(Session session, Optional<String> listed) {
    standings.put(session.id(), listed.orElse(""));
  }

  private void settle(Session session) {
    Optional<Duration> stay = session.stay();
    boolean billable =
        session.state() == SessionState.CLOSED
            && session.exit().isPresent()
            && !session.review()
            && session.plate().isPresent()
            && stay.isPresent();
    if (billable && !fenBySession.containsKey(session.id())) {
      String standing = standings.getOrDefault(session.id(), "");
      long minutes = stay.get().toMinutes();
      fenBySession.put(
          session.id(), tariffs.fen(site, standing, session.entry().at().utc(), minutes));
      standings.remove(session.id());
    }
  }

  Map<UUID, Long> fenBySession() {
    return fenBySession;
  }
}
