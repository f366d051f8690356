package io.lockweir.connect.confluent;

import io.lockweir.connect.RegistryConfig;
import io.lockweir.registry.record.RecordSettings;

/**
 * The configuration of profile confluent for whole keys and values.
 *
 * @param registry where schemas, rules and data keys are
 * @param records how they are taken
 */
public record ConfluentConfig(RegistryConfig registry, RecordSettings records) {}
