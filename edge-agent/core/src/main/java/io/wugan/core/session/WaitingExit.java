package io.wugan.core.session;

/**
 * An exit that no session was found for, and that nobody has settled yet.
 *
 * @param item the review item, {@link ReviewKind#UNMATCHED_EXIT}, waiting
 * @param exit its passage
 */
public record WaitingExit(ReviewItem item, PassageFacts exit) {}
