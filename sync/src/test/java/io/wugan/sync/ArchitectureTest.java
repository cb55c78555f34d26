package io.wugan.sync;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** Sync knows the domain, SQLite, Paho and jose4j, and shows no library to anybody. */
class ArchitectureTest {
  private static final String MODULE = "io.wugan.sync..";
  private static final String CORE = "io.wugan.core..";
  private static final String LOGGING = "org.slf4j..";
  private static final String JSON = "com.fasterxml.jackson..";
  private static final String TLS = "javax.net..";
  private static final String NAMES = "javax.naming..";
  private static final String CERTIFICATES = "javax.security.auth.x500..";
  private static final String SQLITE = "org.sqlite..";
  private static final String MQTT = "org.eclipse.paho..";
  private static final String JOSE = "org.jose4j..";

  private static final ModuleRules RULES = ModuleRules.of("io.wugan.sync");

  @Test
  void sync_imports_coreAndItsLibraries() {
    RULES.mayImport(MODULE, CORE, LOGGING, JSON, TLS, SQLITE, MQTT, JOSE, CERTIFICATES, NAMES);
  }

  @Test
  void libraries_stayInTheirRooms() {
    RULES.keepsInside(SQLITE, "io.wugan.sync.ledger");
    RULES.keepsInside("java.sql..", "io.wugan.sync.ledger");
    RULES.keepsInside(MQTT, "io.wugan.sync.uplink");
    RULES.keepsInside(JSON, "io.wugan.sync.contract");
    RULES.keepsInside(JOSE, "io.wugan.sync.contract");
  }

  @Test
  void publicTypes_show_noDatabaseAndNoClientLibrary() {
    RULES.hides(MQTT, MODULE);
    RULES.hides(SQLITE, MODULE);
    RULES.hides(JOSE, MODULE);
    RULES.hides("java.sql..", MODULE);
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
