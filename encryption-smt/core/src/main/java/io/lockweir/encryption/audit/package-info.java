/**
 * One line of JSON for everything that happens to a key, for people who must answer who used which key when. Knows ids and labels, never
 * a value or a key. Start at {@link io.lockweir.encryption.audit.AuditLog}.
 */
@NullMarked
package io.lockweir.encryption.audit;

import org.jspecify.annotations.NullMarked;
