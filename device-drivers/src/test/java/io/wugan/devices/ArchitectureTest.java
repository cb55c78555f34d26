package io.wugan.devices;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** Drivers know the domain's ports and FFmpeg, and show FFmpeg to nobody. */
class ArchitectureTest {
  private static final String MODULE = "io.wugan.devices..";
  private static final String CORE = "io.wugan.core..";
  private static final String LOGGING = "org.slf4j..";
  private static final String NATIVE = "org.bytedeco..";

  private static final ModuleRules RULES = ModuleRules.of("io.wugan.devices");

  @Test
  void devices_import_coreAndTheirLibraries() {
    RULES.mayImport(MODULE, CORE, LOGGING, NATIVE);
  }

  @Test
  void publicTypes_show_noNativeType() {
    RULES.hides(NATIVE, MODULE);
  }

  @Test
  void databases_areNotHere() {
    RULES.keepsInside("java.sql..");
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
