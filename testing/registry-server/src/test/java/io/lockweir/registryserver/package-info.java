/** Tests of the test server. */
@NullMarked
package io.lockweir.registryserver;

import org.jspecify.annotations.NullMarked;
