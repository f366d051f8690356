/**
 * Which fields of which topics are encrypted, and how: rules, their configuration and their tree of paths. Knows no Connect
 * values. Start at {@code FieldRule}.
 */
@NullMarked
package io.lockweir.connect.rule;

import org.jspecify.annotations.NullMarked;
