package io.lockweir.cli.command;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.topic.Reencryption;
import io.lockweir.cli.topic.Reencryption.Copied;
import io.lockweir.cli.topic.Reencryption.OnShredded;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a topic under other data keys. */
@Command(
        name = "reencrypt",
        description =
                "Copies a topic to a new one, each record decrypted and encrypted under a fresh data key: after a data key leaked. "
                        + "Exactly once, partition by partition; keys, time stamps and headers stay. Stopped anywhere, run it again: it goes on, "
                        + "and takes what came since.",
        footer = {
            "The principal needs to read the source, to create and write the target, and the group and transactional id "
                    + "lockweir-reencrypt.SOURCE.TARGET. Nothing is written in clear: a record of which a field would not be encrypted in the "
                    + "target stops the copy.",
            "Where record keys are encrypted their bytes may change; records keep their partitions, but a producer would choose others."
        })
final class ReencryptCommand extends ToolCommand {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "The topic to read.")
    private @Nullable String source;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "The new topic; made like the source if it is not there.")
    private @Nullable String target;

    @Option(
            names = "--to-config",
            paramLabel = "FILE",
            description =
                    "How the target is encrypted: rules, keys, converters (default: as --config says). The rules must match the "
                            + "target's name. Brokers are always those of --config.")
    private @Nullable Path toConfig;

    @Option(
            names = "--leaked",
            split = ",",
            paramLabel = "DEK_ID",
            description =
                    "Data keys that must not appear in the target; the copy stops at the first record that has one.")
    private List<String> leaked = List.of();

    @Option(
            names = "--on-shredded",
            paramLabel = "ANSWER",
            defaultValue = "fail",
            description =
                    "What becomes of values whose subject was shredded: fail stops the copy, null puts null in their place, and counts "
                            + "them (default: ${DEFAULT-VALUE}). In record keys they always stop it. on.shredded of the configuration "
                            + "does not count here.")
    private OnShredded onShredded = OnShredded.FAIL;

    @Override
    Report run() {
        ToolConfig reading = common().requiredConfig();
        ToolConfig writing = toConfig == null ? reading : ToolConfig.read(toConfig);
        String from = Arguments.given(source);
        String to = Arguments.given(target);
        Reencryption reencryption =
                new Reencryption(reading, writing, from, to, DataKeyIds.parse("--leaked", leaked), onShredded);
        try (Progress progress = progress("Copying")) {
            return report(from, to, reencryption.run(progress));
        } finally {
            if (reencryption.copied() > 0) {
                ToolIdentity.audit().reencrypted(from, to, reencryption.copied());
            }
        }
    }

    private Report report(String from, String to, Copied copied) {
        return new Report()
                .field("source", from)
                .field("target", to)
                .fact("copied", "copied", copied.copied())
                .fact("shredded_values", "shredded", copied.shredded())
                .fact("resumed", "resumed", copied.resumed())
                .fact("group", "group", Reencryption.group(from, to))
                .line("Check it: lockweir-keys verify " + to
                        + (leaked.isEmpty() ? "" : " --absent " + String.join(",", leaked)));
    }
}
