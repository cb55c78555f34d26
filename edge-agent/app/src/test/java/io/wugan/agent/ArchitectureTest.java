package io.wugan.agent;

import io.wugan.policy.ModuleRules;
import org.junit.jupiter.api.Test;

/** The agent joins the modules together through the core's ports; their libraries stay theirs. */
class ArchitectureTest {
  private static final String LAB = "io.wugan.lab..";
  private static final String COMMAND_LINE = "picocli..";
  private static final String YAML = "org.snakeyaml..";

  private static final ModuleRules RULES = ModuleRules.of("io.wugan.agent");

  @Test
  void agent_doesNotKnow_theLab() {
    RULES.keepsInside(LAB);
  }

  @Test
  void nativeTypes_stayWithRecognitionAndDevices() {
    RULES.keepsInside("org.bytedeco..");
    RULES.keepsInside("com.pi4j..");
    RULES.keepsInside("com.fazecast..");
    RULES.keepsInside("com.sun.jna..");
    RULES.keepsInside("org.eclipse.californium..");
  }

  @Test
  void databaseAndBroker_stayWithSync() {
    RULES.keepsInside("java.sql..");
    RULES.keepsInside("org.sqlite..");
    RULES.keepsInside("org.eclipse.paho..");
  }

  @Test
  void commandLine_isReadOnly_byTheCommands() {
    RULES.keepsInside(COMMAND_LINE, "io.wugan.agent.cli..");
  }

  @Test
  void yaml_isReadOnly_byTheConfiguration() {
    RULES.keepsInside(YAML, "io.wugan.agent.config..");
  }

  @Test
  void webServer_isSeenOnly_byItsPackage() {
    RULES.keepsInside("org.eclipse.jetty..", "io.wugan.agent.page.http..");
  }

  @Test
  void pdf_isWritten_byTheReport() {
    RULES.keepsInside("com.openhtmltopdf..", "io.wugan.agent.doctor..");
    RULES.keepsInside("org.apache.pdfbox..", "io.wugan.agent.doctor..");
  }

  /** What the agent runs knows nothing of who looks at it. */
  @Test
  void doctor_doesNotKnow_theRunningAgentOrTheCommandLine() {
    RULES.keepsInside(
        "io.wugan.agent.doctor..",
        "io.wugan.agent.doctor..",
        "io.wugan.agent.cli..",
        "io.wugan.agent.page..",
        "io.wugan.agent.runtime.."); // puts the check together with the page
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
