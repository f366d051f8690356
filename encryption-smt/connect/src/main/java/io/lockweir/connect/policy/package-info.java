/**
 * The policy file: YAML that says for topics and fields what the flat rule keys say, for writer and reader alike. Knows rules, no
 * records. Start at {@code RulesConfig}.
 */
@NullMarked
package io.lockweir.connect.policy;

import org.jspecify.annotations.NullMarked;
