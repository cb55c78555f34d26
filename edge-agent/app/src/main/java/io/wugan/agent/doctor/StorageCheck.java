package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The disk behind the data folder: room, speed of a write that is on the disk, mount, wear. */
final class StorageCheck implements Check {

  private static final int WRITES = 20;
  private static final int BLOCK = 4096;
  private static final Set<String> PASSING = Set.of("overlay", "tmpfs", "ramfs", "zram");
  private static final int WORN_STEP = 9;
  private static final int STEP_PERCENT = 10;

  @Override
  public String id() {
    return "storage";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    Path data = context.folders().data();
    Path there = Files.isDirectory(data) ? data : parent(data);
    List<Finding> findings = new ArrayList<>();
    findings.add(room(context, there));
    findings.addAll(mount(context, there));
    findings.add(speed(there));
    findings.add(wear(context));
    return findings;
  }

  private static Path parent(Path folder) throws IOException {
    Path up = folder.toAbsolutePath();
    while (up != null && !Files.isDirectory(up)) {
      up = up.getParent();
    }
    if (up == null) {
      throw new IOException("no folder above " + folder + " exists");
    }
    return up;
  }

  private Finding room(DoctorContext context, Path there) throws IOException {
    long free = Files.getFileStore(there).getUsableSpace() >> 20;
    long wanted = context.config().evidence().keepFreeBytes() >> 20;
    return Finding.of(id(), "", "free room of the data folder", "数据目录可用空间")
        .wanted("at least " + 4 * wanted + " MB", "不少于 " + 4 * wanted + " MB")
        .atLeast(
            (double) free,
            4.0 * wanted,
            (double) wanted,
            free + " MB",
            new Bilingual(
                "Take a larger disk, or give pictures less room (evidence.quotaMb).",
                "更换更大的存储，或减小图片配额（evidence.quotaMb）。"));
  }

  // proc(5), mounts: device, place, type, options. The longest place that encloses counts.
  private List<Finding> mount(DoctorContext context, Path there) throws IOException {
    Finding.Subject subject =
        Finding.of(id(), "", "mount of the data folder", "数据目录挂载")
            .wanted("rw, on a disk", "可写，位于磁盘");
    Path mounts = context.folders().proc().resolve("self/mounts");
    if (!Files.isReadable(mounts)) {
      return List.of(subject.untested("this system does not tell", "系统未提供挂载信息"));
    }
    String[] best = new String[0];
    Path real = there.toRealPath();
    for (String line : Files.readAllLines(mounts)) {
      String[] words = line.split(" ", -1);
      if (words.length >= 4
          && real.startsWith(Path.of(words[1].replace("\\040", " ")))
          && (best.length == 0 || words[1].length() >= best[1].length())) {
        best = words;
      }
    }
    if (best.length == 0) {
      return List.of(subject.untested("not found among the mounts", "挂载表中未找到"));
    }
    Bilingual figure = Bilingual.same(best[2] + " " + best[3]);
    if (PASSING.contains(best[2])) {
      return List.of(
          subject.fault(
              figure,
              new Bilingual(
                  "What is written there is gone after a power cut: put data on a disk of its own.",
                  "该位置断电即丢失：数据目录必须放在真实磁盘分区上。")));
    }
    boolean readOnly = Arrays.asList(best[3].split(",", -1)).contains("ro");
    return List.of(
        readOnly
            ? subject.fault(
                figure,
                new Bilingual(
                    "Mounted read-only, as after an error: look at dmesg, exchange the card.",
                    "只读挂载（通常因错误所致）：查看 dmesg，更换存储卡。"))
            : subject.ok(figure));
  }

  private Finding speed(Path there) throws IOException {
    long[] nanos = new long[WRITES];
    Path file = Files.createTempFile(there, ".doctor", ".tmp");
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < WRITES; i++) {
        long from = System.nanoTime();
        out.write(ByteBuffer.allocate(BLOCK));
        out.force(true);
        nanos[i] = System.nanoTime() - from;
      }
    } finally {
      Files.deleteIfExists(file);
    }
    Arrays.sort(nanos);
    double median = nanos[WRITES / 2] / 1e6;
    double worst = nanos[WRITES - 1] / 1e6;
    return Finding.of(id(), "", "write of 4 KB until it is on the disk", "4 KB 落盘时间")
        .wanted("median at most 20 ms", "中位数不超过 20 ms")
        .atMost(
            median,
            20,
            200,
            String.format(Locale.ROOT, "%.1f ms, %.1f ms at most", median, worst),
            new Bilingual(
                "A slow or failing card: use an industrial card, eMMC or an SSD.",
                "存储卡过慢或老化：请换工业级卡、eMMC 或固态硬盘。"));
  }

  private Finding wear(DoctorContext context) throws IOException {
    Finding.Subject subject =
        Finding.of(id(), "", "wear of the card", "存储卡磨损").wanted("at most 80 % used", "不超过 80 %");
    Path hosts = context.folders().sys().resolve("class/mmc_host");
    int step = 0;
    if (Files.isDirectory(hosts)) {
      try (var found = Files.find(hosts, 3, (path, file) -> path.endsWith("life_time"))) {
        for (Path file : found.toList()) {
          for (String word : Files.readString(file).strip().split("\\s+", -1)) {
            step = Math.max(step, Integer.decode(word));
          }
        }
      }
    }
    if (step == 0) {
      return subject.absent("no memory tells its wear (SD cards do not)", "存储未提供磨损信息（SD 卡均不提供）");
    }
    int used = (step - 1) * STEP_PERCENT;
    return subject.atMost(
        step,
        WORN_STEP - 1,
        WORN_STEP,
        used + " to " + step * STEP_PERCENT + " %",
        new Bilingual("Exchange the memory.", "请更换存储。"));
  }
}
