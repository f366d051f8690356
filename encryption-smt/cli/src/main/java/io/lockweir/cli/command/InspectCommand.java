package io.lockweir.cli.command;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.envelope.EnvelopeFacts;
import io.lockweir.cli.envelope.EnvelopeInput;
import io.lockweir.cli.envelope.EnvelopeOpening;
import io.lockweir.cli.envelope.KeyHolder;
import io.lockweir.cli.output.Report;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.envelope.Suite;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an envelope is, whose it is, and whether it opens. */
@Command(
        name = "inspect",
        description =
                "Tells what an envelope is: suite, data key, lengths. With --config also whose key that is (a writer's, a join domain's, a "
                        + "subject's, or one of a subject that was shredded), and, with --field, whether it opens at that place.",
        footer = "The plaintext is never shown, unless --show-plaintext is given.")
final class InspectCommand extends ToolCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ENVELOPE",
            description =
                    "The envelope in base64, as it stands in the record, or in hex. Left out: read from standard input.")
    private @Nullable String envelope;

    @Option(
            names = "--field",
            paramLabel = "PATH",
            description =
                    "Where the envelope stands, from the row, such as address.street: it opens only there. Domains need none.")
    private @Nullable String field;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "value",
            description = "Side of the record that the field belongs to: value or key (default: ${DEFAULT-VALUE}).")
    private Side part = Side.VALUE;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Namespace of the writer, in place of the configuration's.")
    private @Nullable String namespace;

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            description = "Join domain of a deterministic envelope; only for keysets, a key store knows it by itself.")
    private @Nullable String domain;

    @Option(
            names = "--domain-type",
            paramLabel = "TYPE",
            defaultValue = "string",
            description =
                    "Type of the domain: int64, string, bytes, decimal, date, timestamp, uuid (default: ${DEFAULT-VALUE}).")
    private ValueType domainType = ValueType.STRING;

    @Option(
            names = "--normaliser",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "Normaliser of the domain: none or nfc (default: ${DEFAULT-VALUE}).")
    private Normaliser normaliser = Normaliser.NONE;

    @Option(
            names = "--show-plaintext",
            description = "Show the decrypted value. It then stands in your terminal and its history.")
    private boolean showPlaintext;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "native",
            description =
                    "Whose format it is: native or confluent; it is not guessed. With confluent keys are not asked for (default: ${DEFAULT-VALUE}).")
    private Profile profile = Profile.NATIVE;

    @Mixin
    private final ConfluentInspection confluent = new ConfluentInspection();

    /** The side of a record. */
    enum Side {
        KEY(Part.FIELD_OF_KEY),
        VALUE(Part.FIELD_OF_VALUE);

        private final Part part;

        Side(Part part) {
            this.part = part;
        }
    }

    @Override
    Report run() {
        Report report = new Report();
        Optional<ToolConfig> config = common().config();
        if (profile == Profile.CONFLUENT) {
            refuseOptionsOfNative(config.isPresent());
            return confluent.report(input());
        }
        confluent.refuseAll();
        if (config.isEmpty()) {
            String why = "without --config";
            Arguments.refuse(field != null, "--field", why);
            Arguments.refuse(namespace != null, "--namespace", why);
            Arguments.refuse(domain != null, "--domain", why);
            Arguments.refuse(showPlaintext, "--show-plaintext", why);
        }
        byte[] bytes;
        EnvelopeFacts facts;
        try {
            bytes = EnvelopeInput.parse(input());
            facts = EnvelopeFacts.of(bytes);
        } catch (EnvelopeException e) {
            return report.finding()
                    .field("envelope", false)
                    .field("reason", e.reason().name())
                    .field("message", e.getMessage())
                    .line("No envelope: " + e.getMessage());
        }
        describe(facts, bytes.length, report);
        config.ifPresent(given -> open(given, bytes, facts, report));
        return report;
    }

    private void refuseOptionsOfNative(boolean configured) {
        String why = "with --profile confluent";
        Arguments.refuse(configured, "--config", why);
        Arguments.refuse(field != null, "--field", why);
        Arguments.refuse(part != Side.VALUE, "--part", why);
        Arguments.refuse(namespace != null, "--namespace", why);
        Arguments.refuse(domain != null, "--domain", why);
        Arguments.refuse(domainType != ValueType.STRING, "--domain-type", why);
        Arguments.refuse(normaliser != Normaliser.NONE, "--normaliser", why);
        Arguments.refuse(showPlaintext, "--show-plaintext", why);
    }

    private static void describe(EnvelopeFacts facts, int length, Report report) {
        report.field("envelope", true)
                .fact("suite", "suite", HexFormat.of().toHexDigits((byte)
                        facts.suite().code()))
                .fact("suite_name", "", facts.suite().name())
                .fact("bound_to", "bound to", boundTo(facts.suite()))
                .fact("dek_id", "data key", facts.dekId().toString())
                .fact("iv", "iv", facts.iv())
                .fact("length", "bytes", length)
                .fact("plaintext_length", "plaintext", facts.plaintextLength());
    }

    private static String boundTo(Suite suite) {
        return switch (suite) {
            case AES_256_GCM -> "its field";
            case AES_256_SIV -> "its join domain; equal values are equal";
            case AES_256_GCM_ROW -> "its field, and clear fields of its row";
        };
    }

    private void open(ToolConfig config, byte[] bytes, EnvelopeFacts facts, Report report) {
        try (KeyHolder holder = KeyHolder.open(config, facts, Optional.ofNullable(namespace), joinDomain())) {
            KeyHolder.Origin origin = holder.origin(facts.dekId());
            report.field("key_found", origin.found())
                    .field("key", origin.fields())
                    .line(origin.text());
            EnvelopeOpening opening =
                    holder.opening(bytes, part.part, Optional.ofNullable(field).map(InspectCommand::path));
            report.field("opens", opening.status().name())
                    .field("message", opening.explanation())
                    .line("%-14s %s: %s".formatted("opens", opening.status(), opening.explanation()));
            opening.value()
                    .filter(value -> showPlaintext)
                    .ifPresent(
                            value -> report.field("plaintext_type", value.type().name())
                                    .fact("plaintext", "plaintext", String.valueOf(plaintext(value.value()))));
            if (!origin.found() || opening.wrong()) {
                report.finding();
            }
        }
    }

    private static @Nullable Object plaintext(@Nullable Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }

    private static FieldPath path(String text) {
        try {
            return FieldPath.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("Option --field: " + e.getMessage(), e);
        }
    }

    private Optional<JoinDomain> joinDomain() {
        return Optional.ofNullable(domain).map(name -> Domains.of("Option --domain", name, domainType, normaliser));
    }

    private String input() {
        String given = envelope;
        if (given != null) {
            return given;
        }
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
