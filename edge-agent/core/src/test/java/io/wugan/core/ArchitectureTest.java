package io.wugan.core;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** Which package of the domain may import which: a list from the leaves up to the ledger. */
class ArchitectureTest {
  private static final String TIME = "io.wugan.core.time";
  private static final String FAULT = "io.wugan.core.fault";
  private static final String PLATE = "io.wugan.core.plate";
  private static final String DEVICE = "io.wugan.core.device";
  private static final String RECOGNITION = "io.wugan.core.recognition";
  private static final String EVIDENCE = "io.wugan.core.evidence";
  private static final String LANE = "io.wugan.core.lane";
  private static final String LISTING = "io.wugan.core.listing";
  private static final String HEALTH = "io.wugan.core.health";
  private static final String BAY = "io.wugan.core.bay";
  private static final String SESSION = "io.wugan.core.session";
  private static final String RECORD = "io.wugan.core.record";
  private static final String LEDGER = "io.wugan.core.ledger";
  private static final String LOT = "io.wugan.core.lot";
  private static final String TALLY = "io.wugan.core.tally";
  private static final String TEXT = "io.wugan.core.text";
  private static final String AIM = "io.wugan.core.aim";

  private static final ModuleRules RULES = ModuleRules.of("io.wugan.core");

  @Test
  void time_imports_onlyTheJdk() {
    RULES.mayImport(TIME);
  }

  @Test
  void fault_imports_onlyTheJdk() {
    RULES.mayImport(FAULT);
  }

  @Test
  void plate_imports_onlyTheJdk() {
    RULES.mayImport(PLATE);
  }

  @Test
  void device_imports_time() {
    RULES.mayImport(DEVICE, TIME);
  }

  @Test
  void recognition_imports_plateDeviceAndTime() {
    RULES.mayImport(RECOGNITION, PLATE, DEVICE, TIME);
  }

  @Test
  void evidence_imports_devicePlateAndTime() {
    RULES.mayImport(EVIDENCE, DEVICE, PLATE, TIME);
  }

  @Test
  void lane_imports_plateTimeEvidenceAndHealth() {
    RULES.mayImport(LANE, PLATE, TIME, EVIDENCE, HEALTH);
  }

  @Test
  void listing_imports_plateAndTime() {
    RULES.mayImport(LISTING, PLATE, TIME);
  }

  @Test
  void health_imports_time() {
    RULES.mayImport(HEALTH, TIME, "org.slf4j..");
  }

  /** Not sessions: what stands in a bay has no say in a stay. */
  @Test
  void bay_imports_healthAndTime() {
    RULES.mayImport(BAY, HEALTH, TIME);
  }

  /** Not the lists: what a vehicle is to the lot has no say in how its stay is found. */
  @Test
  void session_imports_laneHealthPlateAndTime() {
    RULES.mayImport(SESSION, LANE, HEALTH, PLATE, TIME);
  }

  @Test
  void record_imports_sessionAndBelow() {
    RULES.mayImport(RECORD, SESSION, LISTING, HEALTH, LANE, PLATE, TIME, EVIDENCE);
  }

  @Test
  void ledger_imports_recordAndBelow() {
    RULES.mayImport(LEDGER, RECORD, SESSION, LISTING, LANE, PLATE, TIME);
  }

  @Test
  void lot_imports_ledgerAndBelow() {
    RULES.mayImport(LOT, LEDGER, SESSION, LANE, TIME, "org.slf4j..");
  }

  @Test
  void tally_imports_lane() {
    RULES.mayImport(TALLY, LANE);
  }

  @Test
  void text_imports_onlyTheJdk() {
    RULES.mayImport(TEXT);
  }

  /** Pixels come in as numbers: how they are got is recognition's. */
  @Test
  void aim_imports_plateTimeAndText() {
    RULES.mayImport(AIM, PLATE, TIME, TEXT);
  }

  @Test
  void everyPackage_hasARuleAbove() {
    RULES.hasNoPackageBut(
        "io.wugan.core",
        TIME,
        FAULT,
        PLATE,
        DEVICE,
        RECOGNITION,
        EVIDENCE,
        LANE,
        LISTING,
        HEALTH,
        BAY,
        SESSION,
        RECORD,
        LEDGER,
        LOT,
        TALLY,
        TEXT,
        AIM);
  }

  @Test
  void databasesAndWindows_areNotInTheDomain() {
    RULES.keepsInside("java.sql..");
    RULES.keepsInside("java.awt..");
  }

  @Test
  void everyPackage_isNullMarked() {
    RULES.isNullMarkedThroughout();
  }

  @Test
  void noTest_isDisabled() {
    RULES.hasNoDisabledTest();
  }

  @Test
  void packages_areFreeOfCycles() {
    RULES.isFreeOfCycles();
  }
}
