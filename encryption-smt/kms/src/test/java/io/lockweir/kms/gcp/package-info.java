/** The contract of drivers, kept by the gcp driver, and what is its own. */
@NullMarked
package io.lockweir.kms.gcp;

import org.jspecify.annotations.NullMarked;
