package io.wugan.agent.doctor;

import java.time.Duration;
import java.util.List;

/**
 * One thing an installer looks at. Stateless; {@link #look} may block for as long as {@link #limit}
 * and is interrupted then.
 */
interface Check {

  /** Its name: letters and hyphens. */
  String id();

  /** How long it may take on this board. */
  default Duration limit(DoctorContext context) {
    return Duration.ofSeconds(10);
  }

  /**
   * Looks.
   *
   * @return at least one finding
   * @throws Exception whatever went wrong; it is told as a fault of this check
   */
  @SuppressWarnings("PMD.SignatureDeclareThrowsException")
  List<Finding> look(DoctorContext context) throws Exception;
}
