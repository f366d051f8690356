/** Tests of the policy file. */
@NullMarked
package io.lockweir.connect.policy;

import org.jspecify.annotations.NullMarked;
