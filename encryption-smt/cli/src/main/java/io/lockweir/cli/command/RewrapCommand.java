package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.Rewrapping;
import io.lockweir.cli.store.Rewrapping.Rewrapped;
import io.lockweir.cli.store.Rewrapping.Selection;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.kms.KmsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Wraps data keys under other KEKs. */
@Command(
        name = "rewrap",
        description =
                "Wraps every data key that misses one of the wanted KEKs under all of them: for a new KEK, a new region, a KEK to be "
                        + "given up. Nothing in a topic changes. Stopped anywhere, run it again: it goes on.",
        footer =
                "Older records stay: a KEK that is given up goes on opening the records that it wrapped until it is destroyed.")
final class RewrapCommand extends ToolCommand {
    @Option(
            names = "--kek",
            split = ",",
            paramLabel = "LABEL",
            description = "Labels of the wanted KEKs, nearest first (default: `kek` of the configuration).")
    private List<String> labels = List.of();

    @Option(
            names = "--again",
            paramLabel = "RUN",
            description =
                    "Wrap also what the wanted KEKs wrap already, for a KEK that has a new version. The name of the run is kept in "
                            + "the records: repeated under the same name, it goes on.")
    private @Nullable String run;

    @Override
    Report run() throws KmsException {
        KeySection keys = new KeySection(common().requiredConfig());
        try (Keks keks = keys.openKeks()) {
            return StoreWork.run(keys, progress("Reading the store"), store -> {
                Rewrapping rewrapping = new Rewrapping(
                        store, keks, Labels.targets(keys, keks, labels), new Selection(Optional.ofNullable(run)));
                try (Progress progress = progress("Rewrapping")) {
                    return report(rewrapping.run(ToolIdentity.who(), progress));
                }
            });
        }
    }

    private static Report report(Rewrapped done) {
        Report report = new Report()
                .fact("rewrapped", "rewrapped", done.rewrapped())
                .fact("already", "already", done.already())
                .fact("failed", "failed", done.failures().size())
                .field(
                        "failures",
                        done.failures().stream()
                                .map(failure -> Map.of("dek_id", failure.id().toString(), "message", failure.message()))
                                .toList());
        done.failures().forEach(failure -> report.line(failure.id() + "  " + failure.message()));
        return done.failures().isEmpty() ? report : report.finding();
    }
}
