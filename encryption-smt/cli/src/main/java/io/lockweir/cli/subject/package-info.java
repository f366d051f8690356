/**
 * Shredding of data subjects. Must not know a command, and never prints a subject: it is personal data. Start at
 * {@link io.lockweir.cli.subject.Subjects}.
 */
@NullMarked
package io.lockweir.cli.subject;

import org.jspecify.annotations.NullMarked;
