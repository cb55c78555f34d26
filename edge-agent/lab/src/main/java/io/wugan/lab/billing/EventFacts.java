package io.wugan.lab.billing;

import java.util.Optional;

/**
 * What billing takes from one event. Immutable.
 *
 * @param session the session it is about
 * @param stray the question it raises, where it belongs to no session
 */
record EventFacts(Optional<SessionFact> session, Optional<Question> stray) {}
