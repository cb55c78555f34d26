package io.wugan.core.ledger;

import io.wugan.core.listing.ListedPlates;
import io.wugan.core.session.SessionBook;

/**
 * What the ledger holds, for one piece of work to look at. Whoever decides about stays is given the
 * {@link SessionBook} alone: what a vehicle is to the lot has no say in that.
 */
public interface LedgerBook extends SessionBook, ListedPlates {}
