package io.wugan.agent.cli;

import io.wugan.sync.ledger.OutboxState;

/** How far a record has come, in the words of the command line. */
enum RecordState {
  /** No broker has taken it yet. */
  waiting(OutboxState.NEW),
  /** A broker has it; the cloud has not said that it does. */
  sent(OutboxState.SENT),
  /** The cloud has it. */
  acknowledged(OutboxState.ACKED),
  /** The cloud refuses it, or it cannot be sent; a person must look. */
  quarantined(OutboxState.APART);

  private final OutboxState state;

  RecordState(OutboxState state) {
    this.state = state;
  }

  OutboxState state() {
    return state;
  }

  static RecordState of(OutboxState state) {
    return switch (state) {
      case NEW -> waiting;
      case SENT -> sent;
      case ACKED -> acknowledged;
      case APART -> quarantined;
    };
  }
}
