/** The contract of drivers, kept by the rest driver, and what is its own. */
@NullMarked
package io.lockweir.kms.rest;

import org.jspecify.annotations.NullMarked;
