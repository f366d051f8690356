/** The contract of drivers, kept by the pkcs11 driver, and what is its own. */
@NullMarked
package io.lockweir.kms.pkcs11;

import org.jspecify.annotations.NullMarked;
