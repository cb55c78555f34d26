package io.wugan.recognition;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** Recognition knows the domain, ONNX Runtime and OpenCV, and shows neither library to anybody. */
class ArchitectureTest {
  private static final String FRONT = "io.wugan.recognition";
  private static final String MODULE = "io.wugan.recognition..";
  private static final String CORE = "io.wugan.core..";
  private static final String LOGGING = "org.slf4j..";
  private static final String JSON = "com.fasterxml.jackson..";
  private static final String NATIVE = "org.bytedeco..";
  private static final String INFERENCE = "ai.onnxruntime..";

  private static final ModuleRules RULES = ModuleRules.of("io.wugan.recognition");

  @Test
  void recognition_imports_coreAndItsLibraries() {
    RULES.mayImport(MODULE, CORE, LOGGING, JSON, NATIVE, INFERENCE);
  }

  @Test
  void frontPackage_shows_noNativeType() {
    RULES.hides(NATIVE, FRONT);
    RULES.hides(INFERENCE, FRONT);
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
