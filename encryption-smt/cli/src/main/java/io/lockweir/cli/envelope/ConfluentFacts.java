package io.lockweir.cli.envelope;

import io.lockweir.encryption.confluent.BlobFormat;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.confluent.SchemaReference;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What can be told of a ciphertext of profile confluent without keys. Nothing in it says what it is, so what the rule says is asked for,
 * not guessed.
 *
 * @param schemaId of a framed record
 * @param messageIndexes of a framed record in Protobuf
 * @param dekVersion the data key's, where the rule has an expiry; else it is version 1
 * @param ciphertextLength bytes of IV, ciphertext and tag; empty for a framed record whose fields are encrypted
 * @param plaintextLength bytes of what was encrypted; empty as ciphertextLength
 */
public record ConfluentFacts(
        Optional<Integer> schemaId,
        Optional<List<Integer>> messageIndexes,
        Optional<Integer> dekVersion,
        Optional<Integer> ciphertextLength,
        Optional<Integer> plaintextLength) {

    /**
     * Of a field's ciphertext, or of a payload without its frame.
     *
     * @throws EnvelopeException if it can't be one under such a rule
     */
    public static ConfluentFacts ofCiphertext(byte[] blob, DekAlgorithm algorithm, BlobFormat format) {
        int version = format.version(blob);
        int length = blob.length - (format == BlobFormat.VERSIONED ? 1 + Integer.BYTES : 0);
        int overhead = algorithm.isDeterministic() ? 16 : 28;
        if (length < overhead) {
            throw new EnvelopeException(
                    Reason.TRUNCATED, "It is shorter than any ciphertext of " + algorithm + ", or is clear text");
        }
        return new ConfluentFacts(
                Optional.empty(),
                Optional.empty(),
                format == BlobFormat.VERSIONED ? Optional.of(version) : Optional.empty(),
                Optional.of(length),
                Optional.of(length - overhead));
    }

    /**
     * Of a record with its prefix, whose fields are encrypted.
     *
     * @throws EnvelopeException if it has no prefix
     */
    public static ConfluentFacts ofRecord(byte[] framed, BodyFormat body) {
        Framing framing = Framing.ofPrefix(framed, body);
        return new ConfluentFacts(
                framing.schema() instanceof SchemaReference.Id id ? Optional.of(id.id()) : Optional.empty(),
                framing.indexes().map(indexes -> indexes.path()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Of a record with its prefix, whose payload is encrypted.
     *
     * @throws EnvelopeException if it has no prefix, or its body can't be such a ciphertext
     */
    public static ConfluentFacts ofPayload(byte[] framed, BodyFormat body, DekAlgorithm algorithm, BlobFormat format) {
        ConfluentFacts frame = ofRecord(framed, body);
        ConfluentFacts blob = ofCiphertext(Framing.ofPrefix(framed, body).body(framed), algorithm, format);
        return new ConfluentFacts(
                frame.schemaId, frame.messageIndexes, blob.dekVersion, blob.ciphertextLength, blob.plaintextLength);
    }
}
