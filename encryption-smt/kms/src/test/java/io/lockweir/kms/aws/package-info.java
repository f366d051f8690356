/** The contract of drivers, kept by the aws driver, and what is its own. */
@NullMarked
package io.lockweir.kms.aws;

import org.jspecify.annotations.NullMarked;
