package io.wugan.lab.damage;

import io.wugan.sync.ledger.OutboxRow;
import java.nio.charset.StandardCharsets;

/**
 * A record without its number and epoch, which a salvage gives anew: what must never change.
 *
 * @param id its id
 * @param data what it tells, with the braces
 */
record Told(String id, String data) {

  private static final String ID = "\"id\":\"";
  private static final int ID_LENGTH = 36;
  private static final String DATA = "\"data\":";

  static Told of(OutboxRow row) {
    String text = new String(row.payload(), StandardCharsets.UTF_8);
    int id = text.indexOf(ID) + ID.length();
    return new Told(text.substring(id, id + ID_LENGTH), text.substring(text.indexOf(DATA)));
  }
}
