/**
 * Crypto-shredding: a data key per data subject, and what a SHRED record kills. Pure decisions over a {@code SubjectLog}; must not know
 * Kafka, Connect or fields. Start at {@link io.lockweir.encryption.shred.SubjectKeys}; formats: docs/wire-format.md, section 11.
 */
@NullMarked
package io.lockweir.encryption.shred;

import org.jspecify.annotations.NullMarked;
