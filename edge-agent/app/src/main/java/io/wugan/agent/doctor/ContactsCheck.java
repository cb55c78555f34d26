package io.wugan.agent.doctor;

import io.wugan.core.health.HealthKind;
import io.wugan.core.text.Bilingual;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.gpio.Gpio;
import io.wugan.devices.gpio.GpioSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the board's inputs can be read: loops, buttons, doors. Relays stay off. */
final class ContactsCheck implements Check {

  private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);
  private static final Bilingual WIRING =
      new Bilingual(
          "Look at gpio.driver and the numbers of the lines; the user must be of group gpio.",
          "检查 gpio.driver 与线号；运行用户须属于 gpio 组。");

  @Override
  public String id() {
    return "contacts";
  }

  @Override
  public Duration limit(DoctorContext context) {
    return OPEN_LIMIT.plusSeconds(10);
  }

  @Override
  public List<Finding> look(DoctorContext context) throws InterruptedException {
    GpioSettings gpio = context.config().gpio();
    Finding.Subject subject =
        Finding.of(id(), "", "inputs and outputs", "输入输出").wanted("readable", "可读取");
    if (gpio.inputs().isEmpty() && gpio.outputs().isEmpty()) {
      return List.of(subject.absent("no contacts configured", "未配置输入输出"));
    }
    if (context.agent().isPresent()) {
      return asked(context, context.agent().get(), subject);
    }
    String problem = opened(gpio);
    return List.of(
        problem.isEmpty()
            ? subject.ok(counted(gpio))
            : subject.fault(Bilingual.same(problem), WIRING));
  }

  private static Bilingual counted(GpioSettings gpio) {
    int inputs = gpio.inputs().size();
    int outputs = gpio.outputs().size();
    return new Bilingual(
        inputs + " inputs, " + outputs + " outputs", inputs + " 路输入，" + outputs + " 路输出");
  }

  private List<Finding> asked(DoctorContext context, AgentState agent, Finding.Subject subject) {
    List<Finding> findings = new ArrayList<>();
    for (AgentState.Fault fault : agent.faults()) {
      if (fault.kind().equals(HealthKind.GPIO_FAILING.name())
          || fault.kind().startsWith("LOOP_STUCK")
          || fault.kind().equals(HealthKind.TAMPER.name())) {
        findings.add(
            Finding.of(id(), fault.lane(), "alarm " + fault.kind(), "告警 " + fault.kind())
                .fault(Bilingual.same(fault.detail()), WIRING));
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          subject.ok(
              counted(context.config().gpio())
                  .then(new Bilingual(", by the agent", "（由运行中的程序提供）"))));
    }
    return findings;
  }

  /** What is wrong; empty where all lines were opened and read. */
  private static String opened(GpioSettings settings) throws InterruptedException {
    CompletableFuture<String> known = new CompletableFuture<>();
    Gpio gpio =
        new Gpio(
            settings,
            new SystemLotClock(),
            (kind, place, wrong, detail) -> {
              if (kind == HealthKind.GPIO_FAILING) {
                known.complete(wrong ? detail : "");
              }
            });
    gpio.start();
    try {
      return known.get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return "not opened within " + OPEN_LIMIT.toSeconds() + " s";
    } catch (java.util.concurrent.ExecutionException impossible) {
      throw new IllegalStateException(impossible); // it is completed with values alone
    } finally {
      gpio.close();
    }
  }
}
