package io.wugan.devices.display;

/** The families of panels that are known, each with what fits on them. */
public enum PanelType {
  /** Control cards with frames {@code DA VR PN CMD DL DATA CRC}, text by command 0x6E. */
  OLM(4, 32, 64),
  /** The same, from protocol 2.0 on: text by command 0x6F. */
  OLM_6F(4, 32, 64),
  /** Frames {@code A5 … 3A … XOR}: a window of its own for each line, no voice. */
  A5(4, 160, 0),
  /** Counters of free bays, {@code 3A colour low high info sum 0A}: no text. */
  COUNTER(0, 0, 0),
  /** LCD panels that take JSON over UDP or TCP. */
  LCD(8, 128, 256),
  /** No panel: what would be shown is told in the log. */
  LOG(8, 128, 256);

  private final int mostLines;
  private final int mostLineBytes;
  private final int mostVoiceBytes;

  PanelType(int mostLines, int mostLineBytes, int mostVoiceBytes) {
    this.mostLines = mostLines;
    this.mostLineBytes = mostLineBytes;
    this.mostVoiceBytes = mostVoiceBytes;
  }

  /** Most lines of one announcement; 0 where no text can be shown. */
  public int mostLines() {
    return mostLines;
  }

  /** Longest line in bytes of GBK, two for a Chinese character. */
  public int mostLineBytes() {
    return mostLineBytes;
  }

  /** Longest voice text in bytes of GBK; 0 where the frames carry none. */
  public int mostVoiceBytes() {
    return mostVoiceBytes;
  }
}
