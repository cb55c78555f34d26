package io.wugan.lab.cli;

import io.wugan.agent.cli.Wugan;
import io.wugan.lab.aim.AimStudyCommand;
import io.wugan.lab.billing.BillingCommand;
import io.wugan.lab.camera.CameraLoopCommand;
import io.wugan.lab.camera.CameraProofCommand;
import io.wugan.lab.clip.ClipCommand;
import io.wugan.lab.command.SignCommand;
import io.wugan.lab.damage.CorruptionProofCommand;
import io.wugan.lab.damage.PowerProofCommand;
import io.wugan.lab.demo.DemoCommand;
import io.wugan.lab.est.EstServerCommand;
import io.wugan.lab.lot.SessionProofCommand;
import io.wugan.lab.network.NetworkProofCommand;
import io.wugan.lab.plug.PlugProofCommand;
import io.wugan.lab.proof.KillProofCommand;
import io.wugan.lab.proof.crash.CrashProofCommand;
import io.wugan.lab.proof.sister.LotProofCommand;
import io.wugan.lab.release.MakeReleaseCommand;
import io.wugan.lab.release.UpdateProofCommand;
import io.wugan.lab.sensor.SensorProofCommand;
import io.wugan.lab.sensor.SensorSimulateCommand;
import io.wugan.lab.simulate.BillingProofCommand;
import io.wugan.lab.simulate.SimulateCommand;
import io.wugan.lab.soak.SoakCommand;
import io.wugan.lab.traffic.TrafficCommand;
import io.wugan.lab.wear.WearCommand;
import picocli.CommandLine;

/** The program {@code wugan} on a laptop. */
public final class WuganLab {

  private WuganLab() {}

  /** A board's commands and the lab's. */
  public static CommandLine commandLine() {
    return Wugan.commandLine(
        new DemoCommand(),
        new ClipCommand(),
        new AimStudyCommand(),
        new BillingCommand(),
        new SignCommand(),
        new MakeReleaseCommand(),
        new EstServerCommand(),
        new UpdateProofCommand(),
        new TrafficCommand(),
        new KillProofCommand(),
        new CrashProofCommand(),
        new SessionProofCommand(),
        new NetworkProofCommand(),
        new CameraLoopCommand(),
        new CameraProofCommand(),
        new LotProofCommand(),
        new PlugProofCommand(),
        new SensorProofCommand(),
        new SensorSimulateCommand(),
        new PowerProofCommand(),
        new CorruptionProofCommand(),
        new SimulateCommand(),
        new BillingProofCommand(),
        new WearCommand(),
        new SoakCommand());
  }

  /** Runs one command and ends the program with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
