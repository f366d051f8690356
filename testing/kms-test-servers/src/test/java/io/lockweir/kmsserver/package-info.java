/** Tests of the test servers' own checks; the drivers' tests do the rest. */
@NullMarked
package io.lockweir.kmsserver;

import org.jspecify.annotations.NullMarked;
