/**
 * HTTP with JSON and bearer tokens, as the REST drivers need it: the JDK's client, time-outs, failures without quoted text. Must know
 * no driver. Start at {@link io.lockweir.kms.rest.RestClient}.
 */
@NullMarked
package io.lockweir.kms.rest;

import org.jspecify.annotations.NullMarked;
