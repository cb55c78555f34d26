/** Looks for input that does harm. */
@org.jspecify.annotations.NullMarked
package io.wugan.sync.fuzz;
