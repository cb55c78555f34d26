package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Whether the port of bay sensors is served, or can be. */
final class BayCheck implements Check {

  @Override
  public String id() {
    return "bays";
  }

  @Override
  public List<Finding> look(DoctorContext context) {
    Finding.Subject subject =
        Finding.of(id(), "", "port of bay sensors", "车位传感器端口").wanted("served", "可用");
    if (context.config().bays().isEmpty()) {
      return List.of(subject.absent("no bay sensors configured", "未配置车位传感器"));
    }
    InetSocketAddress listen = context.config().bays().get().gateway().listen();
    boolean free = isFree(listen);
    List<Finding> findings = new ArrayList<>();
    if (context.agent().isEmpty()) {
      findings.add(
          free
              ? subject.ok(new Bilingual(listen + " is free", listen + " 空闲"))
              : subject.fault(
                  new Bilingual(listen + " is taken", listen + " 被占用"),
                  new Bilingual(
                      "Another program uses the port: end it, or choose another in bays.listen.",
                      "端口被其他程序占用：停止该程序，或修改 bays.listen。")));
      return findings;
    }
    findings.add(
        free
            ? subject.fault(
                new Bilingual("nobody listens at " + listen, listen + " 无人监听"),
                new Bilingual("Look for the reason in the log.", "请查看日志中的原因。"))
            : subject.ok(listen.toString()));
    for (AgentState.Fault fault : context.agent().get().faults()) {
      if (fault.kind().startsWith("BAY_SENSOR")) {
        findings.add(
            Finding.of(id(), fault.lane(), "alarm " + fault.kind(), "告警 " + fault.kind())
                .warning(
                    Bilingual.same(fault.detail()),
                    new Bilingual("Look at the sensor and its battery.", "检查传感器及电池。")));
      }
    }
    return findings;
  }

  private static boolean isFree(InetSocketAddress address) {
    try (DatagramSocket socket = new DatagramSocket(address)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
