/**
 * Rules that every consumer of the contract must keep, tried over a broker by virtual boards that
 * do all that boards, networks and brokers may do.
 */
@NullMarked
package io.wugan.lab.conformance;

import org.jspecify.annotations.NullMarked;
