package io.wugan.agent.release;

import io.wugan.sync.uplink.Publication;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What an update needs to know of the board. All of it may be asked on any thread, and does not
 * block.
 *
 * @param connected whether the cloud is in reach
 * @param seeing lanes whose cameras give pictures now
 * @param lanes all lanes that are configured
 * @param passages how many vehicles have passed since the start
 * @param stuck parts of the agent that do not get on
 * @param tell says something to the cloud; false if it does not
 * @param restart begins to end the agent, to be started again with the other release
 */
public record UpdateBoard(
    BooleanSupplier connected,
    Supplier<List<String>> seeing,
    List<String> lanes,
    LongSupplier passages,
    Supplier<List<String>> stuck,
    Predicate<Publication> tell,
    Runnable restart) {

  public UpdateBoard {
    lanes = List.copyOf(lanes);
  }
}
