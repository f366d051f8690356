/** The contract of drivers, kept by the azure driver, and what is its own. */
@NullMarked
package io.lockweir.kms.azure;

import org.jspecify.annotations.NullMarked;
