package io.lockweir.cli.command;

import io.lockweir.cli.envelope.ConfluentFacts;
import io.lockweir.cli.output.Report;
import io.lockweir.encryption.confluent.BlobFormat;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.HexFormat;
import picocli.CommandLine.Option;

/** What {@code inspect} needs to be told of a ciphertext of profile confluent, and tells of it. */
final class ConfluentInspection {
    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "field",
            description =
                    "With --profile confluent: what is given. field: a field's ciphertext. record: a record with its prefix, fields "
                            + "encrypted. payload: a record with its prefix, payload encrypted (default: ${DEFAULT-VALUE}).")
    private Form form = Form.FIELD;

    @Option(names = "--hex", description = "With --profile confluent: it is given in hex, not in base64.")
    private boolean hex;

    @Option(
            names = "--versions",
            description =
                    "With --profile confluent: the rule has encrypt.dek.expiry.days, so that a version stands before.")
    private boolean versions;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "AES256_GCM",
            description = "With --profile confluent: the rule's encrypt.dek.algorithm (default: ${DEFAULT-VALUE}).")
    private DekAlgorithm algorithm = DekAlgorithm.AES256_GCM;

    @Option(
            names = "--body",
            paramLabel = "FORMAT",
            defaultValue = "avro",
            description =
                    "With --profile confluent: avro, json or protobuf, which has message indexes in its frame (default: ${DEFAULT-VALUE}).")
    private BodyFormat body = BodyFormat.AVRO;

    /** What is given. */
    enum Form {
        FIELD,
        RECORD,
        PAYLOAD
    }

    /** An option that was given and has no effect without the profile. */
    void refuseAll() {
        String why = "without --profile confluent";
        Arguments.refuse(form != Form.FIELD, "--form", why);
        Arguments.refuse(hex, "--hex", why);
        Arguments.refuse(versions, "--versions", why);
        Arguments.refuse(algorithm != DekAlgorithm.AES256_GCM, "--algorithm", why);
        Arguments.refuse(body != BodyFormat.AVRO, "--body", why);
    }

    Report report(String pasted) {
        Report report = new Report();
        try {
            tell(facts(bytes(pasted.replaceAll("[\\s\"']", ""))), report);
        } catch (EnvelopeException e) {
            return report.finding()
                    .field("ciphertext", false)
                    .field("reason", e.reason().name())
                    .field("message", e.getMessage())
                    .line("No ciphertext: " + e.getMessage());
        }
        return report;
    }

    private ConfluentFacts facts(byte[] bytes) {
        BlobFormat format = versions ? BlobFormat.VERSIONED : BlobFormat.PLAIN;
        return switch (form) {
            case FIELD -> ConfluentFacts.ofCiphertext(bytes, algorithm, format);
            case RECORD -> ConfluentFacts.ofRecord(bytes, body);
            case PAYLOAD -> ConfluentFacts.ofPayload(bytes, body, algorithm, format);
        };
    }

    private void tell(ConfluentFacts facts, Report report) {
        report.field("ciphertext", true).fact("profile", "profile", "confluent");
        facts.schemaId().ifPresent(id -> report.fact("schema_id", "schema id", id));
        facts.messageIndexes().ifPresent(indexes -> report.fact("message_indexes", "message", indexes));
        if (facts.ciphertextLength().isPresent()) {
            report.fact("algorithm", "algorithm", algorithm.name())
                    .fact("dek_version", "data key", facts.dekVersion().orElse(BlobFormat.UNROTATED))
                    .fact("length", "bytes", facts.ciphertextLength().get())
                    .fact(
                            "plaintext_length",
                            "plaintext",
                            facts.plaintextLength().orElse(0));
        }
    }

    private byte[] bytes(String text) {
        if (!hex) {
            return EnvelopeText.decode(text);
        }
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            // Without the cause, which quotes the input.
            throw new EnvelopeException(Reason.BAD_BASE64, "It is no hex");
        }
    }
}
