/**
 * What lanes see, for people who watch: pictures are asked for only while somebody looks, made
 * small and shared by everybody.
 *
 * <p>Threads: {@code page-pictures} owns copies of frames and encodes them; a lane's thread copies
 * one frame when it is asked. What is published is immutable.
 */
@NullMarked
package io.wugan.agent.page.live;

import org.jspecify.annotations.NullMarked;
