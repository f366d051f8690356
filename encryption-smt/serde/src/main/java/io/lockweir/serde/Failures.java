package io.lockweir.serde;

import io.lockweir.connect.FailureOrigin;
import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.confluent.RecordFailure;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldFailure;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.serde.form.FormException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Makes every failure one that Kafka's clients expect, counted and without a value in it.
 *
 * @param plugin the simple name of the class, for messages
 * @param action what it could not do: encrypt or decrypt
 */
record Failures(String plugin, String action, PluginMetrics metrics) {

    EncryptionFailedException unmatched(String topic) {
        metrics.failed(PluginMetrics.UNMATCHED_TOPIC);
        return failed(
                "No rule of " + plugin + " matches topic " + topic + ". Correct " + SerdeConfig.PREFIX
                        + "topics, with profile=confluent the rules of its schema, or let its records pass in clear with "
                        + SerdeConfig.PREFIX
                        + SerdeConfig.UNMATCHED_TOPICS + "=pass.",
                false);
    }

    EncryptionFailedException of(String topic, FieldException failure) {
        metrics.failed(failure);
        return new EncryptionFailedException(
                plugin + " could not " + action + ". " + failure.getMessage(),
                failure.failure().ofRecord(),
                failure);
    }

    EncryptionFailedException of(String topic, RecordFailure failure) {
        metrics.failed(failure.failure().name());
        return new EncryptionFailedException(
                plugin + " could not " + action + ". " + failure.getMessage(),
                failure.failure().ofRecord(),
                failure);
    }

    EncryptionFailedException of(String topic, FormException failure) {
        metrics.failed(FieldFailure.UNSUPPORTED_BRANCH.name());
        return failed(plugin + " could not " + action + ": " + failure.getMessage() + ".", false);
    }

    EncryptionFailedException of(String topic, InnerFailure failure) {
        metrics.failed(PluginMetrics.INNER_CONVERTER);
        return failed(
                plugin + " could not pass a record of topic " + topic + " on. " + failure.getMessage(),
                failure.ofRecord());
    }

    EncryptionFailedException of(String topic, KeyUnavailableError failure) {
        metrics.failed(failure);
        return new EncryptionFailedException(
                plugin + " could not " + action + " a record of topic " + topic + ". " + failure.getMessage(),
                false,
                failure);
    }

    /** The message of an unforeseen exception may hold a value, so neither it nor the exception is passed on. */
    EncryptionFailedException unforeseen(String topic, RuntimeException failure) {
        if (failure instanceof ConfigException) {
            metrics.failed(PluginMetrics.CONFIGURATION);
            return new EncryptionFailedException(
                    plugin + " is configured wrongly for topic " + topic + ". " + failure.getMessage(), false, failure);
        }
        metrics.failed(PluginMetrics.UNFORESEEN);
        return failed(
                plugin + " failed on topic " + topic + " with "
                        + failure.getClass().getName() + " at " + FailureOrigin.of(failure)
                        + ". The record was not passed on.",
                false);
    }

    private static EncryptionFailedException failed(String text, boolean ofRecord) {
        return new EncryptionFailedException(text, ofRecord, null);
    }
}
