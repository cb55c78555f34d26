package io.wugan.agent.release;

import io.wugan.sync.contract.CommandKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases of a board, side by side, and which of them runs.
 *
 * <pre>
 * releases/state          which one runs; read by the launcher before each start
 * releases/lock           held by whoever changes something
 * releases/incoming/…     downloads, and what is not unpacked to its end
 * releases/VERSION/…      a release: wugan.jar, lib/…, release.jws
 * </pre>
 *
 * <p>Thread-safe, and safe beside other processes.
 */
public final class ReleaseStore {

  private static final Logger log = LoggerFactory.getLogger(ReleaseStore.class);
  private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOCK_POLL_MILLIS = 50;
  private static final long SPARE_BYTES = 64L << 20;

  /** Changes the state, or does not. */
  private interface Change {
    ReleaseState of(ReleaseState state) throws IOException;
  }

  private final Path root;
  private final Path packaged;

  /**
   * @param root folder of the releases; made where it is missing
   * @param packaged folder of the packaged program
   */
  public ReleaseStore(Path root, Path packaged) {
    this.root = root;
    this.packaged = packaged;
  }

  /** Which release runs. */
  ReleaseState state() throws IOException {
    return ReleaseStateFile.read(root.resolve("state"));
  }

  /** Folder for downloads. */
  Path incoming() throws IOException {
    return Files.createDirectories(root.resolve("incoming"));
  }

  /** The versions that are unpacked, the newest first. */
  public List<ReleaseVersion> list() throws IOException {
    List<ReleaseVersion> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
        folders.forEach(
            folder -> ReleaseVersion.find(folder.getFileName().toString()).ifPresent(found::add));
      }
    }
    found.sort((a, b) -> b.compareTo(a));
    return found;
  }

  /**
   * Unpacks a bundle beside what is there, and has it run from the next start on, on trial.
   *
   * @param target this board
   * @param older whether it may be older than what runs
   * @throws IOException if it is not for this board, cannot be unpacked, or another one is on
   *     trial; what runs is left as it is
   */
  public ReleaseVersion install(Path bundle, CommandKeys keys, ReleaseTarget target, boolean older)
      throws IOException, InterruptedException {
    try (ReleaseBundle opened = ReleaseBundle.open(bundle, keys)) {
      ReleaseManifest manifest = opened.manifest();
      target.check(manifest, older);
      change(
          state -> {
            refuseDuringTrial(state);
            if (state.current().equals(manifest.version().text())) {
              throw new IOException(manifest.version() + " runs already");
            }
            unpack(opened, manifest);
            return state.trying(manifest.version());
          });
      UpdatePlace.SWITCHED.pass();
      log.warn("release {} is to run at the next start, on trial", manifest.version());
      return manifest.version();
    }
  }

  private static void refuseDuringTrial(ReleaseState state) throws IOException {
    if (state.trial().isPresent()) {
      throw new IOException(
          state.current()
              + " is on trial; wait until it is kept or taken back (wugan update status)");
    }
  }

  private void unpack(ReleaseBundle bundle, ReleaseManifest manifest) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < bundle.bytes() + SPARE_BYTES) {
      throw new IOException(
          "%s: %d MB are free, and the release takes %d MB"
              .formatted(root, free >> 20, (bundle.bytes() + SPARE_BYTES) >> 20));
    }
    Path part = incoming().resolve("unpacking-" + manifest.version());
    delete(part);
    Files.createDirectories(part);
    List<Path> known = new ArrayList<>(List.of(packaged));
    for (ReleaseVersion version : list()) {
      known.add(root.resolve(version.text()));
    }
    bundle.unpack(part, new KnownFiles(known));
    syncFolders(part);
    UpdatePlace.UNPACKED.pass();
    Path named = root.resolve(manifest.version().text());
    delete(named); // of an earlier try; nothing points to it
    Files.move(part, named, StandardCopyOption.ATOMIC_MOVE);
    sync(root);
    UpdatePlace.NAMED.pass();
  }

  /** Notes what the program before a trial sees; only the first time. */
  void tell(List<String> saw, boolean connected) throws IOException, InterruptedException {
    change(
        state ->
            state.trial().isPresent() && !state.trial().get().told()
                ? state.before(saw, connected)
                : state);
    UpdatePlace.TOLD.pass();
  }

  /** The release on trial has proved itself. */
  void keep() throws IOException, InterruptedException {
    ReleaseState kept = change(state -> state.trial().isPresent() ? state.kept() : state);
    UpdatePlace.KEPT.pass();
    log.warn("release {} has proved itself and stays", kept.current());
    forgetOld();
  }

  /**
   * The one before runs from the next start on.
   *
   * @param why for people
   * @throws IOException if there is none to go back to
   */
  public String takeBack(String why) throws IOException, InterruptedException {
    ReleaseState back =
        change(
            state -> {
              if (state.current().equals(ReleaseState.PACKAGED)) {
                throw new IOException("the packaged program runs; there is none before it");
              }
              return state.back(why);
            });
    UpdatePlace.TAKEN_BACK.pass();
    log.error("release {} is taken back: {}", back.failed(), why);
    return back.current();
  }

  /** The last release that was taken back may be tried again. */
  void forgetFailure() throws IOException, InterruptedException {
    change(state -> new ReleaseState(state.current(), state.previous(), state.trial(), "", ""));
  }

  /** Deletes what neither runs nor is there to go back to. */
  void forgetOld() throws IOException, InterruptedException {
    change(
        state -> {
          for (ReleaseVersion version : list()) {
            if (!List.of(state.current(), state.previous()).contains(version.text())) {
              delete(root.resolve(version.text()));
            }
          }
          try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming(), "unpacking-*")) {
            for (Path part : parts) {
              delete(part);
            }
          }
          return state;
        });
  }

  private ReleaseState change(Change change) throws IOException, InterruptedException {
    Files.createDirectories(root);
    try (FileChannel channel =
        FileChannel.open(
            root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      ReleaseState before = state();
      ReleaseState after = change.of(before);
      if (!after.equals(before)) {
        ReleaseStateFile.write(root.resolve("state"), after);
      }
      return after;
    }
  }

  // Closing the channel lets go of it.
  private void lock(FileChannel channel) throws IOException, InterruptedException {
    long until = System.nanoTime() + LOCK_NANOS;
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return;
        }
      } catch (OverlappingFileLockException another) {
        log.debug("another thread changes the releases");
      }
      if (System.nanoTime() > until) {
        throw new IOException(root + ": somebody else changes the releases for 30 s already");
      }
      Thread.sleep(LOCK_POLL_MILLIS);
    }
  }

  private static void syncFolders(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            sync(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.delete(each);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException none) {
      log.debug("{} is not there", folder);
    }
  }
}
