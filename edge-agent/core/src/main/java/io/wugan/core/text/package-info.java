/** Texts for people, in the two languages of those who install and run a lot. */
@NullMarked
package io.wugan.core.text;

import org.jspecify.annotations.NullMarked;
