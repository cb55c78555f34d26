/**
 * Rows of an SQLite file taken from its pages, without SQLite: what can be saved when the file
 * cannot be opened any more. Knows the file format (sqlite.org/fileformat2.html), not the tables.
 *
 * <p>Threads: confined to whoever saves.
 */
@NullMarked
package io.wugan.sync.pages;

import org.jspecify.annotations.NullMarked;
