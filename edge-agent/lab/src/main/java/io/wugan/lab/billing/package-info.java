/**
 * The reference billing back end: what a cloud has to do with the records of the edges, in as
 * little code as it takes. Read it in this order: {@link io.wugan.lab.billing.BillingBackend} (who
 * does what), {@code EventReader} (what is accepted), {@code BillingLedger} (one transaction),
 * {@code SessionBook} and {@code Biller} (what is billed), {@code AckBook} (what is answered).
 *
 * <p>Threads: {@code billing-ledger} owns the database, the acknowledgements and the listener;
 * {@code billing-link} owns the connection to the broker; the MQTT library's own thread does
 * nothing but put messages into a bounded queue. Values are immutable.
 */
@NullMarked
package io.wugan.lab.billing;

import org.jspecify.annotations.NullMarked;
