/**
 * What every test server of a key service is made of: HTTP on loopback, faults on command, real AES-GCM. For tests alone; must know
 * no driver. Start at {@link io.lockweir.kmsserver.TestHttpServer}.
 */
@NullMarked
package io.lockweir.kmsserver;

import org.jspecify.annotations.NullMarked;
