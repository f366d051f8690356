package io.lockweir.cli.command;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.topic.TopicVerification;
import io.lockweir.cli.topic.VerificationTally;
import io.lockweir.cli.topic.VerificationTally.Finding;
import io.lockweir.encryption.envelope.DekId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a topic decrypts. */
@Command(
        name = "verify",
        description =
                "Reads a topic as a sink connector does (converters, then DecryptFields) and proves that every record decrypts. "
                        + "Reads committed records, commits nothing, shows no value.",
        footer = "A topic in which nothing is encrypted, or of which something stays encrypted, is a finding.")
final class VerifyCommand extends ToolCommand {
    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private @Nullable String topic;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Look at N records spread over all partitions, in place of every record.")
    private @Nullable Integer sample;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the sample, to look at the same records again.")
    private @Nullable Long seed;

    @Option(
            names = "--absent",
            split = ",",
            paramLabel = "DEK_ID",
            description = "Data keys that must not be found, such as one that leaked.")
    private List<String> absent = List.of();

    @Override
    Report run() {
        if (sample != null && sample < 1) {
            throw new UsageException("Option --sample: at least 1.");
        }
        Set<DekId> unwanted = DataKeyIds.parse("--absent", absent);
        long chosenSeed = seed == null ? new Random().nextLong() : seed;
        try (Progress progress = progress("Verifying")) {
            VerificationTally tally = new TopicVerification(common().requiredConfig(), Arguments.given(topic))
                    .run(
                            sample == null ? OptionalInt.empty() : OptionalInt.of(sample),
                            new Random(chosenSeed),
                            progress);
            Report report = report(tally, tally.found(unwanted));
            return sample == null ? report.field("seed", null) : report.fact("seed", "seed", chosenSeed);
        }
    }

    private Report report(VerificationTally tally, List<String> found) {
        Report report = new Report()
                .field("topic", topic)
                .field("sample", sample)
                .fact("records", "records", tally.records())
                .fact("failed", "failed", tally.failed())
                .fact("envelopes", "envelopes", tally.envelopes())
                .fact("left_encrypted", "left", tally.left())
                .field("left_fields", tally.fieldsLeft())
                .field("failures", tally.failures())
                .field(
                        "findings",
                        tally.findings().stream().map(VerifyCommand::fields).toList())
                .field("data_keys", tally.dataKeys())
                .field("found_though_absent", found);
        tally.failures().forEach((reason, count) -> report.line("%-14s %d".formatted(reason, count)));
        tally.findings()
                .forEach(finding -> report.line("partition %d offset %d: %s"
                        .formatted(finding.partition(), finding.offset(), finding.message())));
        if (tally.left() > 0) {
            report.line("Stays encrypted: " + tally.fieldsLeft() + ". Name these fields in a rule.");
        }
        if (tally.envelopes() == 0 && tally.records() > 0) {
            report.line("Nothing in it is encrypted, or no rule matches the topic.");
        }
        found.forEach(id ->
                report.line("Data key " + id + " is there: " + tally.dataKeys().get(id) + " envelopes"));
        return tally.proves() && found.isEmpty() ? report : report.finding();
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("partition", finding.partition());
        fields.put("offset", finding.offset());
        fields.put("reason", finding.reason());
        fields.put("field", finding.field());
        fields.put("message", finding.message());
        return fields;
    }
}
