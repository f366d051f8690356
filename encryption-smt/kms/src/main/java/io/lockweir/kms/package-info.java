/**
 * What every driver of a key service shares: the wording of failures and the canonical form of a context. Must know no driver and no
 * cloud SDK. Start at a driver, such as {@code io.lockweir.kms.local}; how to add one: docs/kms-driver.md.
 */
@NullMarked
package io.lockweir.kms;

import org.jspecify.annotations.NullMarked;
