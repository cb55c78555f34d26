package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.EDGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BayBookTest extends LedgerFixture {

  private static BayWord word(String time, String boot, long mono, String state) {
    String text =
        """
        {"time":"%s","bootId":"%s","monoMs":"%d","clock":"synced","whole":false,"part":1,"parts":1,
         "bays":[{"bay":"A-1","sensor":"s1","state":"%s","lost":false}]}
        """
            .formatted(time, boot, mono, state);
    return BayWord.read(EDGE, Json.stored(text));
  }

  private List<String> states() throws Exception {
    List<String> states = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(BillingDatabase.FILE));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sensor, state FROM bay")) {
      while (rows.next()) {
        states.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return states;
  }

  @Test
  void laterWord_counts_howeverTheyArrive() throws Exception {
    ledger.keep(word("2026-03-01T08:00:00.000Z", "a", 5000, "OCCUPIED"));
    ledger.keep(word("2026-03-01T08:00:09.000Z", "a", 4000, "FREE"));
    assertThat(states()).containsExactly("s1 OCCUPIED");

    ledger.keep(word("2026-03-01T07:00:00.000Z", "a", 6000, "FREE"));
    assertThat(states()).containsExactly("s1 FREE");

    ledger.keep(word("2026-03-01T06:00:00.000Z", "b", 9000, "OCCUPIED"));
    assertThat(states()).containsExactly("s1 FREE");
    ledger.keep(word("2026-03-01T09:00:00.000Z", "b", 10, "OCCUPIED"));
    assertThat(states()).containsExactly("s1 OCCUPIED");
    assertThat(bills()).isEmpty();
  }

  @Test
  void wordThatBreaksTheContract_isRefused() {
    JsonNode noBays = Json.stored("{\"time\":\"2026-03-01T08:00:00.000Z\",\"bays\":[]}");

    assertThatThrownBy(() -> BayWord.read(EDGE, noBays))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("bays");
  }
}
