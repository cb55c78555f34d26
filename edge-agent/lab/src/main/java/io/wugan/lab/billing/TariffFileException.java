package io.wugan.lab.billing;

import java.util.List;

/** A tariff file cannot be used; the message has a line for each problem. */
public final class TariffFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TariffFileException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
