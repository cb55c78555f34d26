package io.wugan.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseStoreTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private Workshop workshop;
  private Path root;
  private ReleaseStore store;

  @BeforeEach
  void board() throws IOException {
    workshop = new Workshop(directory.resolve("workshop"));
    root = directory.resolve("releases");
    store = new ReleaseStore(root, workshop.program("0.1.0"));
  }

  private void install(Path bundle) throws IOException, InterruptedException {
    store.install(bundle, workshop.keys(), Workshop.target("0.1.0"), false);
  }

  @Test
  void release_liesBesideThePackage_andIsOnTrial() throws Exception {
    install(workshop.bundle("0.2.0"));

    assertThat(store.state().current()).isEqualTo("0.2.0");
    assertThat(store.state().previous()).isEqualTo("packaged");
    assertThat(store.state().trial()).contains(ReleaseState.Trial.BEGUN);
    assertThat(root.resolve("0.2.0/wugan.jar")).hasContent("program 0.2.0");
    assertThat(root.resolve("0.2.0/lib/stays.jar")).hasContent("the same always");
    assertThat(Files.list(root.resolve("incoming"))).isEmpty();
  }

  @Test
  void releaseThatProvesItself_stays_andTheOneBeforeIsThereToGoBackTo() throws Exception {
    install(workshop.bundle("0.2.0"));
    store.keep();
    install(workshop.bundle("0.3.0"));
    store.keep();
    install(workshop.bundle("0.4.0"));
    store.keep();

    assertThat(store.list()).extracting(ReleaseVersion::text).containsExactly("0.4.0", "0.3.0");
    assertThat(store.takeBack("by hand")).isEqualTo("0.3.0");
    assertThat(store.state().failed()).isEqualTo("0.4.0");
    assertThat(store.takeBack("by hand")).isEqualTo("packaged");
    assertThatThrownBy(() -> store.takeBack("by hand")).hasMessageContaining("none before it");
  }

  @Test
  void releaseDuringATrial_isRefused() throws Exception {
    install(workshop.bundle("0.2.0"));

    assertThatThrownBy(() -> install(workshop.bundle("0.3.0")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0.2.0 is on trial");
    assertThat(store.list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0,  true,  not newer than 0.1.0",
    "0.0.9,  true,  not newer than 0.1.0",
    "0.2.0,  false, is for plan9-mips",
  })
  void releaseThatDoesNotFit_isRefused_andLeavesNothing(String version, boolean here, String why)
      throws Exception {
    Path bundle =
        workshop.bundle(
            workshop.program(version),
            version,
            here ? Workshop.PLATFORM : "plan9-mips",
            entry -> false);

    assertThatThrownBy(() -> install(bundle)).hasMessageContaining(why);

    assertThat(store.state()).isEqualTo(ReleaseState.NONE);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void olderRelease_comesWhereItIsAskedFor() throws Exception {
    store.install(workshop.bundle("0.0.9"), workshop.keys(), Workshop.target("0.1.0"), true);

    assertThat(store.state().current()).isEqualTo("0.0.9");
  }

  @Test
  void releaseThatNobodyTrustedHasSigned_isRefused() throws Exception {
    Path bundle = new Workshop(directory.resolve("stranger")).bundle("0.2.0");

    assertThatThrownBy(() -> install(bundle)).hasMessageContaining("no trusted key");
    assertThat(store.list()).isEmpty();
  }

  /** A bundle whose manifest is signed, with other files than were. */
  private Path tampered(ReleaseManifest manifest, Map<String, String> files) throws IOException {
    Path bundle = directory.resolve("tampered.wugan");
    try (OutputStream out = Files.newOutputStream(bundle);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(ReleaseBundle.MANIFEST));
      zip.write(workshop.sign(manifest.json()).getBytes());
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes());
      }
    }
    return bundle;
  }

  private ReleaseManifest manifest() throws IOException {
    return ReleaseWriter.write(
        workshop.program("0.2.0"),
        new ReleaseVersion("0.2.0"),
        Workshop.PLATFORM,
        workshop::sign,
        entry -> false,
        directory.resolve("good.wugan"));
  }

  @ParameterizedTest
  @CsvSource({
    "program 0.2.1,            is not the file that was signed",
    "program 0.2.0 and more,   is not the file that was signed",
    "prog,                     is not the file that was signed",
  })
  void fileThatIsAnother_isRefused_andLeavesNothing(String content, String why) throws Exception {
    Path bundle =
        tampered(manifest(), Map.of("wugan.jar", content, "lib/changes.jar", "library of 0.2.0"));

    assertThatThrownBy(() -> install(bundle))
        .hasMessageContaining("wugan.jar")
        .hasMessageContaining(why);
    assertThat(store.state()).isEqualTo(ReleaseState.NONE);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void fileThatWasNotSigned_isNotUnpacked() throws Exception {
    Path bundle =
        tampered(
            manifest(),
            Map.of(
                "wugan.jar", "program 0.2.0",
                "lib/changes.jar", "library of 0.2.0",
                "../../escaped", "x",
                "lib/more.jar", "x"));

    install(bundle);

    assertThat(directory.resolve("escaped")).doesNotExist();
    assertThat(root.resolve("0.2.0/lib/more.jar")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"../x", "/x", "lib/../../x", "lib//x", ".hidden", "a/b/c/d/e", "lib\\x"})
  void pathThatLeadsElsewhere_isNoManifest(String path) throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(manifest().json());
    ((ObjectNode) json.get("files").get(0)).put("path", path);

    assertThatThrownBy(() -> ReleaseManifest.read(JSON.writeValueAsBytes(json)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("files: ");
  }

  @Test
  void fileThatTheBoardHas_mayBeLeftOut() throws Exception {
    Path bundle =
        workshop.bundle(
            workshop.program("0.2.0"),
            "0.2.0",
            Workshop.PLATFORM,
            entry -> entry.path().equals("lib/stays.jar"));

    install(bundle);

    assertThat(root.resolve("0.2.0/lib/stays.jar")).hasContent("the same always");
  }

  @Test
  void secondNameOfALibrary_isThere_andLeadsNowhereElse() throws Exception {
    Path program = workshop.program("0.2.0");
    Files.createSymbolicLink(program.resolve("lib/also.jar"), Path.of("stays.jar"));

    install(workshop.bundle(program, "0.2.0", Workshop.PLATFORM, entry -> false));

    assertThat(root.resolve("0.2.0/lib/also.jar")).hasContent("the same always");
    ReleaseManifest good = manifest();
    for (Map<String, String> links :
        List.of(
            Map.of("lib/x.jar", "../../../etc/passwd"),
            Map.of("../x", "wugan.jar"),
            Map.of("lib/stays.jar", "changes.jar"),
            Map.of("lib/x.jar", "missing.jar"))) {
      assertThatThrownBy(
              () -> new ReleaseManifest(good.version(), "any", 17, 6, 6, good.files(), links))
          .hasMessageContaining("links: ");
    }
  }

  @Test
  void fileThatNobodyHas_isRefused() throws Exception {
    Path bundle =
        workshop.bundle(
            workshop.program("0.2.0"),
            "0.2.0",
            Workshop.PLATFORM,
            entry -> entry.path().equals("lib/changes.jar"));

    assertThatThrownBy(() -> install(bundle))
        .hasMessageContaining("lib/changes.jar is not in it, and the board has none");
  }

  @Test
  void bundleThatIsCutOff_isRefused() throws Exception {
    byte[] whole = Files.readAllBytes(workshop.bundle("0.2.0"));
    Path cut = Files.write(directory.resolve("cut.wugan"), java.util.Arrays.copyOf(whole, 300));

    assertThatThrownBy(() -> install(cut)).hasMessageContaining("not whole");
  }

  @Test
  void ledgerThatThisProgramCouldNotGoOnWith_isRefused() throws Exception {
    ReleaseManifest good = manifest();
    ReleaseManifest far =
        new ReleaseManifest(
            good.version(), good.platform(), good.leastJava(), 99, 99, good.files(), Map.of());

    assertThatThrownBy(() -> install(tampered(far, Map.of())))
        .hasMessageContaining("could not be taken back")
        .hasMessageContaining("99");
  }

  @Test
  void leftoversOfATryThatWasCutOff_areNoHindrance() throws Exception {
    Files.createDirectories(root.resolve("incoming/unpacking-0.2.0/lib"));
    Files.writeString(root.resolve("incoming/unpacking-0.2.0/wugan.jar"), "half");
    Files.createDirectories(root.resolve("0.2.0"));
    Files.writeString(root.resolve("0.2.0/wugan.jar"), "nothing points to it");

    install(workshop.bundle("0.2.0"));

    assertThat(root.resolve("0.2.0/wugan.jar")).hasContent("program 0.2.0");
  }

  @Test
  void state_isTheSame_afterItWasWrittenDown() throws Exception {
    Path file = Files.createDirectories(root).resolve("state");
    ReleaseState state =
        ReleaseState.NONE.trying(new ReleaseVersion("1.2.3")).before(List.of("in1", "out1"), true);

    ReleaseStateFile.write(file, state);

    assertThat(ReleaseStateFile.read(file)).isEqualTo(state);
    ReleaseState back = state.back("it has\nno good");
    ReleaseStateFile.write(file, back);
    assertThat(ReleaseStateFile.read(file).reason()).isEqualTo("it has no good");
  }
}
