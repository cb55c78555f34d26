package io.wugan.agent.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The agent's data folder, made where it is missing and tried by writing to it.
 *
 * @param root {@code ledger.db} lies here
 */
public record DataFolder(Path root) {

  /**
   * Makes the folder and writes to it.
   *
   * @throws IOException saying which folder cannot be used, why, and what is allowed
   */
  public static DataFolder open(Path root) throws IOException {
    try {
      Files.createDirectories(root);
      Path probe = Files.createTempFile(root, ".probe", ".tmp");
      Files.delete(probe);
    } catch (FileAlreadyExistsException inTheWay) {
      throw refused(root, "a file stands in its way: " + inTheWay.getFile(), inTheWay);
    } catch (AccessDeniedException denied) {
      throw refused(root, "permission denied: " + denied.getFile(), denied);
    } catch (FileSystemException broken) {
      String reason = broken.getReason() == null ? broken.toString() : broken.getReason();
      throw refused(root, reason, broken);
    }
    return new DataFolder(root);
  }

  private static IOException refused(Path root, String reason, IOException cause) {
    return new IOException(
        "data folder "
            + root
            + " cannot be used: "
            + reason
            + "; a folder that the agent may write to is wanted (key data)",
        cause);
  }

  /** Folder of the ledger. */
  public Path ledger() {
    return root;
  }

  /** File that remembers which alarms are raised. */
  public Path alarms() {
    return root.resolve("alarms.txt");
  }

  /** File in which DTLS sessions of other boards wait while the agent is restarted. */
  public Path lotSessions() {
    return root.resolve("lot.sessions");
  }

  /** File in which a gate keeps how its clock stands to the keeper's. */
  public Path lotClocks() {
    return root.resolve("lot.clocks");
  }

  /** File in which DTLS sessions of bay sensors wait while the agent is restarted. */
  public Path baySessions() {
    return root.resolve("bays.sessions");
  }

  /** Folder in which corrections wait. */
  public Path desk() {
    return root.resolve("desk");
  }

  /** Folder of what was accepted when lanes were signed off. */
  public Path aims() {
    return root.resolve("aim");
  }

  /** Folder of the pictures. */
  public Path evidence() {
    return root.resolve("evidence");
  }

  /** Folder of the local page: users, certificate, audit, tally. */
  public Path page() {
    return root.resolve("page");
  }

  /** What the page's last check has written: report and support bundle. */
  public Path papers() {
    return page().resolve("papers");
  }

  /** File of the newest count of vehicles by people. */
  public Path tally() {
    return page().resolve("tally.json");
  }
}
