package io.wugan.agent.config;

import io.wugan.agent.enrol.EnrolSettings;
import io.wugan.agent.metrics.MetricsSettings;
import io.wugan.agent.page.PageSettings;
import io.wugan.agent.release.UpdateSettings;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.session.MatchSettings;
import io.wugan.devices.camera.CameraSettings;
import io.wugan.devices.gpio.GpioSettings;
import io.wugan.recognition.PictureRegion;
import io.wugan.sync.evidence.EvidencePolicy;
import io.wugan.sync.evidence.UploadSettings;
import io.wugan.sync.uplink.MqttVersion;
import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an agent is told by its configuration file. Paths are absolute: relative ones are taken from
 * the file's folder.
 *
 * @param site the parking lot, as the cloud knows it
 * @param edge this board, as the cloud knows it
 * @param data folder of ledger and pictures
 * @param mqtt the way to the cloud
 * @param gpio inputs and outputs of the board
 * @param lanes at least one, with different ids
 * @param bays the gateway of bay sensors; empty where there is none
 * @param lot what this board is in a lot of several; empty for a board alone
 * @param maxStay a session open for longer is closed without an exit
 * @param matching how an exit finds its session
 * @param recognition plate recognition
 * @param tracker how vehicles are told apart
 * @param evidence how much room pictures may take, and for how long they are kept
 * @param ledger its second line, its reserve, its copies
 * @param upload which pictures go to the cloud by themselves, and how
 * @param commands whose commands it obeys
 * @param updates how its program is updated
 * @param enrol where it gets its certificate; empty where files are put there by hand
 * @param metrics where figures can be read; empty for nowhere
 * @param page where the local page is served; empty for nowhere
 * @param source which configuration this is
 */
public record AgentConfig(
    String site,
    String edge,
    Path data,
    MqttConfig mqtt,
    GpioSettings gpio,
    List<LaneConfig> lanes,
    Optional<BaysConfig> bays,
    Optional<LotConfig> lot,
    Duration maxStay,
    MatchSettings matching,
    RecognitionConfig recognition,
    TrackerSettings tracker,
    EvidencePolicy evidence,
    LedgerConfig ledger,
    UploadSettings upload,
    CommandsConfig commands,
    UpdateSettings updates,
    Optional<EnrolSettings> enrol,
    Optional<MetricsSettings> metrics,
    Optional<PageSettings> page,
    Source source) {

  public AgentConfig {
    lanes = List.copyOf(lanes);
  }

  /** The same, from elsewhere. */
  public AgentConfig from(Source other) {
    return new AgentConfig(
        site,
        edge,
        data,
        mqtt,
        gpio,
        lanes,
        bays,
        lot,
        maxStay,
        matching,
        recognition,
        tracker,
        evidence,
        ledger,
        upload,
        commands,
        updates,
        enrol,
        metrics,
        page,
        other);
  }

  /**
   * The way to the cloud.
   *
   * @param url {@code tcp://host:port} or {@code ssl://host:port}
   * @param version of MQTT
   * @param root first levels of every topic
   * @param brokerKeepsStatus whether the broker knows Wills and retained messages
   * @param clientId name at the broker; empty for that of the certificate, or else of site and edge
   * @param username empty for none
   * @param tls files for {@code ssl://}
   * @param passwordFile file whose first line is the password
   * @param resendAfter first wait for the cloud's acknowledgement; doubles with each try
   * @param reconnectMin shortest wait before a new connection
   * @param reconnectMax longest wait before a new connection
   */
  public record MqttConfig(
      String url,
      MqttVersion version,
      String root,
      boolean brokerKeepsStatus,
      Optional<String> clientId,
      TlsFiles tls,
      Optional<String> username,
      Optional<Path> passwordFile,
      Duration resendAfter,
      Duration reconnectMin,
      Duration reconnectMax) {}

  /**
   * Whose commands the board obeys; neither is set: nobody's.
   *
   * @param trustedKeys PEM file of the public keys, one of which must have signed a command
   * @param unsigned whoever may publish on the board's topic may command
   * @param probation after so long a configuration from the cloud has proved itself
   */
  public record CommandsConfig(Optional<Path> trustedKeys, boolean unsigned, Duration probation) {}

  /**
   * Which configuration this is.
   *
   * @param version number of the cloud's; 0 for the file on the board
   * @param hash SHA-256 of its bytes, as 64 hexadecimal digits
   */
  public record Source(long version, String hash) {}

  /**
   * A lane and its camera.
   *
   * @param lane id and role
   * @param camera what sees it
   * @param region the part of its picture that is looked at
   * @param contacts its loops, button and relays
   * @param display what tells its drivers something
   */
  public record LaneConfig(
      Lane lane,
      CameraConfig camera,
      PictureRegion region,
      LaneContacts contacts,
      DisplayConfig display) {}

  /** What sees a lane. */
  public sealed interface CameraConfig {

    /** Its name in logs and alarms. */
    String id();
  }

  /**
   * A recorded video that stands in for a camera.
   *
   * @param id name in logs
   * @param file recorded video
   * @param loop begin again at the end
   * @param pace whether to wait for the time in the stream
   */
  public record RecordedCamera(String id, Path file, boolean loop, CameraPace pace)
      implements CameraConfig {}

  /**
   * A live camera.
   *
   * @param settings where it is and what decodes it
   */
  public record LiveCamera(CameraSettings settings) implements CameraConfig {

    @Override
    public String id() {
      return settings.id();
    }
  }

  /** How fast recorded video is read. */
  public enum CameraPace {
    /** As it was recorded; frames that come too late are left out. */
    REALTIME,
    /** Every frame, as fast as they are read. */
    FAST
  }

  /**
   * Plate recognition.
   *
   * @param modelDirectory models to use instead of the built-in ones
   * @param threads threads of the networks, 1 to 16
   * @param localProvince the province that most vehicles come from
   */
  public record RecognitionConfig(
      Optional<Path> modelDirectory, int threads, Optional<Character> localProvince) {}
}
