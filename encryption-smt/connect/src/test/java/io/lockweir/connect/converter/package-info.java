/**
 * Tests of the encrypting converter: around Kafka's own converters, and around one that fails on demand.
 */
@NullMarked
package io.lockweir.connect.converter;

import org.jspecify.annotations.NullMarked;
