package io.wugan.lab;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** The lab may use the whole agent; within it, each library has its room. */
class ArchitectureTest {
  private static final ModuleRules RULES = ModuleRules.of("io.wugan.lab");

  @Test
  void database_staysWith_theBillingBackEnd_andTheProofThatReadsIt() {
    RULES.keepsInside("java.sql..", "io.wugan.lab.billing..", "io.wugan.lab.proof..");
    RULES.keepsInside("org.sqlite..", "io.wugan.lab.billing..");
  }

  @Test
  void publicTypes_show_noNativeType() {
    RULES.hides("org.bytedeco..", "io.wugan.lab..");
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
