/** What records and pictures cost a card: bytes that reach the storage. */
@NullMarked
package io.wugan.lab.wear;

import org.jspecify.annotations.NullMarked;
