/**
 * Key-encryption-key services: the SPI that drivers implement, its settings and failures, and the decorators around every driver.
 * Must not know data keys, stores or any cloud SDK. Start at {@link io.lockweir.encryption.kms.Kms}.
 */
@NullMarked
package io.lockweir.encryption.kms;

import org.jspecify.annotations.NullMarked;
