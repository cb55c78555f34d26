package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs the checks in the order in which a board is installed: supply, clock, storage, cameras, aim,
 * contacts, panels, network, broker, and what the board is set to. Each has a limit of its own, and
 * one that fails holds up no other.
 */
public final class Doctor {

  private static final List<Check> CHECKS =
      List.of(
          new PowerCheck(),
          new ClockCheck(),
          new StorageCheck(),
          new LedgerCheck(),
          new MachineCheck(),
          new CameraCheck(),
          new AimCheck(),
          new ContactsCheck(),
          new PanelCheck(),
          new BayCheck(),
          new NetworkCheck(),
          new BrokerCheck(),
          new PictureServerCheck(),
          new LotCheck(),
          new SpeedCheck(),
          new RetentionCheck());

  private Doctor() {}

  /**
   * Runs all checks. Blocks until the last has ended or its time is over, some minutes at most.
   *
   * @param progress told each check's id before it begins
   * @return every finding, in order
   */
  public static List<Finding> examine(DoctorContext context, Consumer<String> progress)
      throws InterruptedException {
    return examine(CHECKS, context, progress);
  }

  static List<Finding> examine(List<Check> checks, DoctorContext context, Consumer<String> progress)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      progress.accept(check.id());
      findings.addAll(examine(check, context));
    }
    return List.copyOf(findings);
  }

  private static List<Finding> examine(Check check, DoctorContext context)
      throws InterruptedException {
    // One thread a check: what hangs in a native call cannot be ended, and is left behind.
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "doctor");
              made.setDaemon(true);
              return made;
            });
    Finding.Subject subject = Finding.of(check.id(), "", check.id(), check.id());
    Duration limit = check.limit(context);
    try {
      Future<List<Finding>> looking = thread.submit(() -> check.look(context));
      return looking.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      return List.of(
          subject.fault(
              Bilingual.same(reason(failed)),
              new Bilingual(
                  "What is told there is to be put right; then run the check again.",
                  "按所示原因处理后重新检测。")));
    } catch (TimeoutException late) {
      return List.of(
          subject.fault(
              new Bilingual(
                  "no end within " + limit.toSeconds() + " s", limit.toSeconds() + " 秒内未完成"),
              new Bilingual(
                  "A device or disk that does not answer: look at its cable and supply.",
                  "设备或磁盘无响应：检查接线与供电。")));
    } finally {
      thread.shutdownNow();
    }
  }

  private static String reason(ExecutionException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  /** Whether any finding is a fault. */
  public static boolean foundFault(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAULT);
  }
}
