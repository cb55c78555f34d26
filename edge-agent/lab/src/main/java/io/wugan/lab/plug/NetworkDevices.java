package io.wugan.lab.plug;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A camera of MJPEG over HTTP, and a panel that takes JSON over TCP. Stateless. */
final class NetworkDevices {

  private NetworkDevices() {}

  /** A camera of MJPEG over HTTP. */
  static LoopbackServer mjpeg(Pictures pictures) throws IOException {
    return new LoopbackServer("mjpeg-camera", socket -> stream(socket, pictures));
  }

  private static void stream(Socket socket, Pictures pictures)
      throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      socket.setTcpNoDelay(true); // a request of several lines, which all mean the one stream
    }
    OutputStream out = socket.getOutputStream();
    out.write(
        ascii(
            "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=b\r\n\r\n--b\r\n"));
    long period = TimeUnit.SECONDS.toNanos(1) / pictures.rate();
    long due = System.nanoTime();
    while (true) {
      byte[] jpeg = pictures.at(System.currentTimeMillis());
      out.write(ascii("Content-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n"));
      out.write(jpeg);
      out.write(ascii("\r\n--b\r\n"));
      out.flush();
      due = Math.max(due + period, System.nanoTime() - period);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A panel that takes JSON, a line each, and answers.
   *
   * @param shown counts what it has shown
   */
  static LoopbackServer lcd(AtomicLong shown) throws IOException {
    return new LoopbackServer(
        "lcd-panel",
        socket -> {
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
          BufferedWriter out =
              new BufferedWriter(
                  new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
          while (in.readLine() != null) {
            shown.incrementAndGet();
            out.write("{\"result\":\"ok\"}\n");
            out.flush();
          }
        });
  }
}
