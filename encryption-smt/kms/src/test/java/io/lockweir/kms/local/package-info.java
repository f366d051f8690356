/** The contract of drivers, kept by the local driver, and what is its own. */
@NullMarked
package io.lockweir.kms.local;

import org.jspecify.annotations.NullMarked;
