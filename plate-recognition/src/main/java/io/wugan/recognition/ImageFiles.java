package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Picture files as frames. */
public final class ImageFiles {

  private ImageFiles() {}

  /**
   * Decodes a picture, turned upright where its EXIF data says so.
   *
   * @param file JPEG, PNG, BMP, TIFF or WebP; any name that the system allows
   * @param time when it was taken
   * @return a frame of index 0; the caller closes it
   * @throws IOException if the file cannot be read or decoded
   */
  public static Frame read(Path file, LotTime time) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory, not a picture");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file: " + file, e);
    }
    Mat pixels = new Mat();
    try {
      decode(bytes, pixels);
    } catch (RuntimeException e) {
      pixels.close();
      throw new IOException(undecodable(file), e);
    }
    if (pixels.empty()) {
      pixels.close();
      throw new IOException(undecodable(file));
    }
    return new MatFrame(pixels, time);
  }

  private static void decode(byte[] bytes, Mat pixels) {
    if (bytes.length == 0) {
      return;
    }
    try (NativeScope scope = new NativeScope()) {
      BytePointer data = scope.own(new BytePointer(bytes));
      Mat encoded = scope.own(new Mat(1, bytes.length, opencv_core.CV_8UC1, data));
      Mat decoded = scope.own(opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR));
      // Shares the pixels: OpenCV counts the owners of a matrix.
      pixels.put(decoded);
    }
  }

  private static String undecodable(Path file) {
    return file + " cannot be decoded as a picture; JPEG, PNG, BMP, TIFF and WebP can";
  }
}
