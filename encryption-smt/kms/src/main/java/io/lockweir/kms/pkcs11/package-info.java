/**
 * Hardware security modules through the JDK's SunPKCS11. The KEK never leaves the module. Start at
 * {@link io.lockweir.kms.pkcs11.Pkcs11KmsProvider}.
 */
@NullMarked
package io.lockweir.kms.pkcs11;

import org.jspecify.annotations.NullMarked;
