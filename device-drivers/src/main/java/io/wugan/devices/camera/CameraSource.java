package io.wugan.devices.camera;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the pictures of a live camera come from. Immutable. */
public sealed interface CameraSource {

  /** How it is called in logs and alarms: without user and password. */
  String label();

  /** How RTSP brings its pictures. */
  enum Transport {
    /** In the connection of the commands: nothing is lost, what is late waits. */
    TCP,
    /** In packets of their own: what is lost is lost. */
    UDP
  }

  /**
   * A network camera: {@code rtsp://} (RFC 2326, H.264 or H.265) or {@code http://} (MJPEG as
   * {@code multipart/x-mixed-replace}). Main or sub stream is said by the address.
   *
   * @param url without user and password
   * @param transport of RTSP
   * @param credentials file with the user's name in its first line and the password in its second;
   *     read at each connection, so that it may be exchanged
   */
  record Network(String url, Transport transport, Optional<Path> credentials)
      implements CameraSource {

    /** Whether it speaks RTSP. */
    boolean isRtsp() {
      return url.startsWith("rtsp:");
    }

    @Override
    public String label() {
      return CameraAddress.masked(url);
    }
  }

  /**
   * A camera on USB or CSI behind V4L2.
   *
   * @param device {@code /dev/video0}, or better {@code /dev/v4l/by-path/…}, which stays the same
   * @param format what it sends, as FFmpeg calls it: {@code mjpeg}, {@code yuyv422}, {@code h264};
   *     empty for what it sends by itself
   * @param mode size and rate; empty for its own
   */
  record Device(Path device, Optional<String> format, Optional<Mode> mode) implements CameraSource {

    @Override
    public String label() {
      return device.toString();
    }
  }

  /**
   * A program that writes pictures to its standard output, such as {@code rpicam-vid}; started,
   * watched, ended and started again by the agent.
   *
   * @param command program and arguments, at least the program
   * @param format what it writes
   */
  record Child(List<String> command, ChildFormat format) implements CameraSource {

    /** The list is copied. */
    public Child {
      command = List.copyOf(command);
      if (command.isEmpty()) {
        throw new IllegalArgumentException("a camera's command needs a program");
      }
    }

    @Override
    public String label() {
      return command.get(0);
    }
  }

  /** What a child writes. */
  enum ChildFormat {
    /** H.264, as a byte stream of annex B. */
    H264("h264"),
    /** JPEG pictures, one behind the other. */
    MJPEG("mjpeg");

    private final String demuxer;

    ChildFormat(String demuxer) {
      this.demuxer = demuxer;
    }

    String demuxer() {
      return demuxer;
    }
  }

  /**
   * Size and rate of a picture.
   *
   * @param widthPx 16 to 8192
   * @param heightPx 16 to 8192
   * @param picturesPerSecond 1 to 240
   */
  record Mode(int widthPx, int heightPx, int picturesPerSecond) {

    /**
     * @throws IllegalArgumentException if a figure is out of its range
     */
    public Mode {
      require("width", widthPx, 16, 8192);
      require("height", heightPx, 16, 8192);
      require("rate", picturesPerSecond, 1, 240);
    }

    private static void require(String what, int value, int min, int max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            what + ": found " + value + "; allowed: " + min + " to " + max);
      }
    }
  }
}
