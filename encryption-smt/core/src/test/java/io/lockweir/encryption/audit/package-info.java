/** Tests of the audit log. */
@NullMarked
package io.lockweir.encryption.audit;

import org.jspecify.annotations.NullMarked;
