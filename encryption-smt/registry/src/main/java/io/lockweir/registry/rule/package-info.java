/**
 * What a rule set asks for, and which fields it means. Pure data and decisions; must not know HTTP, keys or records. Start at
 * {@link io.lockweir.registry.rule.EncryptionRules}.
 */
@NullMarked
package io.lockweir.registry.rule;

import org.jspecify.annotations.NullMarked;
