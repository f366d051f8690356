/** Tests of rules, templates and the policy file. */
@NullMarked
package io.lockweir.connect.rule;

import org.jspecify.annotations.NullMarked;
