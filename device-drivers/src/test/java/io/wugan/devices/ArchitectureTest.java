package io.wugan.devices;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** Drivers know the domain's ports and the libraries of their devices, and show those to nobody. */
class ArchitectureTest {
  private static final String MODULE = "io.wugan.devices..";
  private static final String CORE = "io.wugan.core..";
  private static final String LOGGING = "org.slf4j..";
  private static final String NATIVE = "org.bytedeco..";

  private static final String JSON = "com.fasterxml.jackson.core..";
  private static final String GPIO = "com.pi4j..";
  private static final String SERIAL = "com.fazecast..";
  private static final String SYSTEM_CALLS = "com.sun.jna..";
  private static final String COAP = "org.eclipse.californium..";
  private static final String KEYS = "javax.crypto..";

  private static final ModuleRules RULES = ModuleRules.of("io.wugan.devices");

  @Test
  void devices_import_coreAndTheirLibraries() {
    RULES.mayImport(MODULE, CORE, LOGGING, NATIVE, JSON, GPIO, SERIAL, SYSTEM_CALLS, COAP, KEYS);
  }

  @Test
  void publicTypes_show_noNativeType() {
    RULES.hides(NATIVE, MODULE);
  }

  @Test
  void libraries_stayWithTheirDevices() {
    RULES.keepsInside(NATIVE, "io.wugan.devices.camera..");
    RULES.keepsInside(GPIO, "io.wugan.devices.gpio..");
    RULES.keepsInside(SERIAL, "io.wugan.devices.serial..");
    RULES.keepsInside(SYSTEM_CALLS, "io.wugan.devices.gpio..", "io.wugan.devices.system..");
    RULES.keepsInside(COAP, "io.wugan.devices.coap..");
    RULES.keepsInside(KEYS, "io.wugan.devices.coap..");
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
