/** The contract of drivers, kept by the vault driver, and what is its own. */
@NullMarked
package io.lockweir.kms.vault;

import org.jspecify.annotations.NullMarked;
