/** Tests of the key services' SPI and its decorators, and the fake that all tests of data keys use. Start at {@link io.lockweir.encryption.kms.FakeKms}. */
@NullMarked
package io.lockweir.encryption.kms;

import org.jspecify.annotations.NullMarked;
