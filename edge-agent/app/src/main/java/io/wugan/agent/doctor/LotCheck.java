package io.wugan.agent.doctor;

import io.wugan.agent.config.LotConfig;
import io.wugan.core.health.HealthKind;
import io.wugan.core.text.Bilingual;
import io.wugan.devices.coap.find.FoundKeeper;
import io.wugan.devices.coap.find.KeeperSearch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which board keeps the lot, where there are several. */
final class LotCheck implements Check {

  private static final Bilingual KEEPER =
      new Bilingual(
          "Is the keeper on, on the same network, with lot.keeper in its configuration? Otherwise"
              + " name its address in lot.host.",
          "主控板是否开机、同网段、已配置 lot.keeper？否则请在 lot.host 填写其地址。");

  @Override
  public String id() {
    return "lot";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    Finding.Subject subject =
        Finding.of(id(), "", "board that keeps the lot", "主控板").wanted("one", "仅一块");
    Optional<LotConfig> lot = context.config().lot();
    if (lot.isEmpty()) {
      return List.of(subject.absent("this board is alone", "本机单独运行"));
    }
    List<Finding> findings = new ArrayList<>();
    context.agent().ifPresent(agent -> findings.addAll(alarms(agent)));
    List<FoundKeeper> found =
        KeeperSearch.find(Optional.of(context.config().site()), Duration.ofSeconds(2));
    List<String> boards = found.stream().map(FoundKeeper::edge).distinct().toList();
    if (lot.get() instanceof LotConfig.Keeper) {
      findings.add(
          boards.size() <= 1
              ? subject.ok(new Bilingual("this board", "本机"))
              : subject.fault(Bilingual.same(String.join(", ", boards)), KEEPER));
    } else if (boards.size() == 1) {
      findings.add(subject.ok(boards.get(0)));
    } else if (boards.isEmpty() && ((LotConfig.Gate) lot.get()).host().isPresent()) {
      findings.add(subject.untested("named by address and not on this network", "以地址指定，且不在本网段"));
    } else {
      Bilingual figure =
          boards.isEmpty()
              ? new Bilingual("none answers", "无应答")
              : Bilingual.same(String.join(", ", boards));
      findings.add(subject.fault(figure, KEEPER));
    }
    return findings;
  }

  private List<Finding> alarms(AgentState agent) {
    List<String> kinds =
        List.of(
            HealthKind.KEEPER_AWAY.name(),
            HealthKind.SISTER_AWAY.name(),
            HealthKind.KEEPER_CONFLICT.name(),
            HealthKind.CLOCKS_DIFFER.name());
    return agent.faults().stream()
        .filter(fault -> kinds.contains(fault.kind()))
        .map(
            fault ->
                Finding.of(id(), fault.lane(), "alarm " + fault.kind(), "告警 " + fault.kind())
                    .fault(Bilingual.same(fault.detail()), KEEPER))
        .toList();
  }
}
