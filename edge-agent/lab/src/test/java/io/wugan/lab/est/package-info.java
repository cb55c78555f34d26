@NullMarked
package io.wugan.lab.est;

import org.jspecify.annotations.NullMarked;
