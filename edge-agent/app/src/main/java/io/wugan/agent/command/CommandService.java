package io.wugan.agent.command;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.CommandResult;
import io.wugan.sync.contract.CommandStatus;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.contract.UntrustedMessageException;
import io.wugan.sync.ledger.CommandMemory;
import io.wugan.sync.uplink.CloudListener;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the cloud's commands on its own thread {@code commands}.
 *
 * <pre>
 * dn/cmd ─▶ signed? ─▶ of this board, in time, known? ─▶ ledger: ACCEPTED ─▶ done ─▶ ledger: DONE or FAILED ─▶ up/res
 * </pre>
 *
 * <p>What a crash cuts off is done again at the next start; a repetition is answered from memory.
 * At most {@value #QUEUE_LIMIT} messages wait; further ones are dropped, because the cloud repeats
 * what is not answered. What nobody trusted has signed is not answered at all.
 *
 * <p>Thread-safe.
 */
public final class CommandService implements CloudListener {

  private static final Logger log = LoggerFactory.getLogger(CommandService.class);

  /** As many messages as may wait. */
  static final int QUEUE_LIMIT = 64;

  /** A command may be good for so long at the most. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final String CHANNEL = "dn/cmd";
  private static final long TURN_MILLIS = 1000;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOG_EVERY = 100;
  private static final Message CONNECTED = new Message("", new byte[0]);

  /** What came. Not a record, because it holds an array. */
  private static final class Message {
    private final String channel;
    private final byte[] payload;

    Message(String channel, byte[] payload) {
      this.channel = channel;
      this.payload = payload;
    }
  }

  private final String self;
  private final CommandGate gate;
  private final CommandMemory memory;
  private final Map<String, CommandHandler> handlers;
  private final LotClock clock;
  private final Map<String, SignedChannel> others;
  private final CommandTeller teller;
  private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private boolean unfinished = true;
  private long unfinishedDue = System.nanoTime();

  /**
   * @param self this board, {@code site/edge}
   * @param gate who is trusted
   * @param memory where commands are remembered
   * @param handlers by type
   * @param others what else only those may say whose keys are trusted
   * @param clock tells what has expired
   * @param uplink says something to the cloud, and runs what follows once the broker has it; false
   *     if it does not say it
   */
  public CommandService(
      String self,
      CommandGate gate,
      CommandMemory memory,
      Map<String, CommandHandler> handlers,
      List<? extends SignedChannel> others,
      LotClock clock,
      BiPredicate<Publication, Runnable> uplink) {
    this.self = self;
    this.gate = gate;
    this.memory = memory;
    this.handlers = Map.copyOf(handlers);
    this.others =
        others.stream().collect(Collectors.toMap(SignedChannel::channel, Function.identity()));
    this.clock = clock;
    this.teller = new CommandTeller(memory, uplink);
    this.thread = new Thread(this::run, "commands");
    this.thread.setDaemon(true);
  }

  /** Begins, with what the last run left undone; to be called once. */
  public void start() {
    thread.start();
  }

  @Override
  public List<String> channels() {
    return Stream.concat(Stream.of(CHANNEL), others.keySet().stream().sorted()).toList();
  }

  @Override
  public void connected() {
    // Full: then a turn is due anyway, and it tells what is untold.
    queue.offer(CONNECTED);
  }

  @Override
  public void received(String channel, byte[] payload) {
    if (!queue.offer(new Message(channel, payload))) {
      refuse(channel, "more than " + QUEUE_LIMIT + " wait");
    }
  }

  /** Messages that were not let in, or dropped, since the start. */
  public long refused() {
    return refused.get();
  }

  private void refuse(String channel, String why) {
    long sofar = refused.incrementAndGet();
    if (sofar % LOG_EVERY == 1) {
      log.warn("a message on {} is refused ({} so far): {}", channel, sofar, why);
    }
  }

  private void run() {
    while (!closing) {
      try {
        turn(queue.poll(TURN_MILLIS, TimeUnit.MILLISECONDS));
      } catch (InterruptedException stop) {
        // Only close() interrupts.
        closing = true;
      } catch (LedgerException failed) {
        unfinished = true;
        log.warn("a command waits: {}", failed.getMessage());
      } catch (RuntimeException fault) { // top of an owned thread: the next command must come
        log.error("a command failed", fault);
      }
    }
  }

  private void turn(@Nullable Message message) throws InterruptedException {
    if (unfinished && System.nanoTime() - unfinishedDue >= 0) {
      unfinishedDue = System.nanoTime() + AGAIN_NANOS;
      finishUnfinished();
    }
    if (message == CONNECTED) {
      teller.restart();
      others.values().forEach(SignedChannel::connected);
    } else if (message != null) {
      take(message);
    }
    teller.tell();
  }

  private void finishUnfinished() throws InterruptedException {
    for (byte[] body : memory.listUnfinished()) {
      try {
        CloudCommand command = gate.read(body);
        log.info("command {} {} goes on", command.type(), command.id());
        carryOut(command, true);
      } catch (MalformedMessageException older) {
        log.error("a command that was accepted cannot be read any more: {}", older.getMessage());
      }
    }
    unfinished = false;
  }

  private void take(Message message) throws InterruptedException {
    try {
      byte[] body = gate.pass(message.payload);
      SignedChannel other = others.get(message.channel);
      if (other != null) {
        other.take(body);
      } else {
        take(gate.read(body), body);
      }
    } catch (UntrustedMessageException | MalformedMessageException useless) {
      refuse(message.channel, String.valueOf(useless.getMessage()));
    }
  }

  private void take(CloudCommand command, byte[] body) throws InterruptedException {
    Optional<CommandResult> known = memory.find(command.id());
    if (known.isPresent()) {
      log.info("command {} {} once more", command.type(), command.id());
      teller.tellOnce(known.get());
      return;
    }
    Optional<CommandResult> useless = useless(command);
    if (useless.isPresent()) {
      log.warn("command {} {}: {}", command.type(), command.id(), useless.get().text());
      teller.tellOnce(useless.get());
      return;
    }
    if (LedgerWait.on(memory.accept(command, body, clock.now().utc()))) {
      log.info("command {} {} by {} is accepted", command.type(), command.id(), command.by());
      teller.tell();
      unfinished = true;
      carryOut(command, false);
    }
  }

  private Optional<CommandResult> useless(CloudCommand command) {
    if (!command.edge().equals(self)) {
      return refusal(command, CommandStatus.REFUSED, "it is for another board than " + self);
    }
    if (!handlers.containsKey(command.type())) {
      return refusal(
          command,
          CommandStatus.REFUSED,
          "this version knows only " + String.join(", ", new TreeSet<>(handlers.keySet())));
    }
    LotTime now = clock.now();
    if (command.expires().isBefore(now.utc())) {
      return refusal(command, CommandStatus.EXPIRED, "it was good until " + command.expires());
    }
    if (now.isDisciplined() && command.expires().isAfter(now.utc().plus(LONGEST))) {
      return refusal(
          command,
          CommandStatus.REFUSED,
          "exp is more than " + LONGEST.toDays() + " days ahead, by the board's clock");
    }
    return Optional.empty();
  }

  private Optional<CommandResult> refusal(CloudCommand command, CommandStatus status, String why) {
    return Optional.of(result(command, new CommandOutcome(status, why, Map.of())));
  }

  private CommandResult result(CloudCommand command, CommandOutcome outcome) {
    return new CommandResult(
        command.id(),
        command.type(),
        outcome.status(),
        outcome.text(),
        outcome.detail(),
        clock.now().utc().truncatedTo(ChronoUnit.MILLIS));
  }

  private void carryOut(CloudCommand command, boolean again) throws InterruptedException {
    CommandOutcome outcome = outcome(command, again);
    LedgerWait.on(memory.finish(result(command, outcome)));
    log.info(
        "command {} {}: {}, {}", command.type(), command.id(), outcome.status(), outcome.text());
  }

  private CommandOutcome outcome(CloudCommand command, boolean again) throws InterruptedException {
    CommandHandler handler = handlers.get(command.type());
    if (handler == null) {
      return CommandOutcome.failed("this version does not know it any more");
    }
    try {
      return again ? handler.resume(command) : handler.handle(command);
    } catch (IllegalArgumentException | IOException useless) {
      return CommandOutcome.failed(String.valueOf(useless.getMessage()));
    }
  }

  /**
   * Ends the thread; waits for at most five seconds. What is not done is done at the next start.
   */
  public void close() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(5));
    if (thread.isAlive()) {
      log.warn("a command did not end within 5 s");
    }
  }
}
