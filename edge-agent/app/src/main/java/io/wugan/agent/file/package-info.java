/** Files that are written whole or not at all. */
@NullMarked
package io.wugan.agent.file;

import org.jspecify.annotations.NullMarked;
