package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.Inventory;
import io.lockweir.cli.store.Rewrapping;
import io.lockweir.cli.store.Rewrapping.Rewrapped;
import io.lockweir.cli.store.Rewrapping.Selection;
import io.lockweir.cli.subject.NamespaceWork;
import io.lockweir.cli.subject.NamespaceWork.Outcome;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.shred.NamespaceKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Wraps data keys under other KEKs. */
@Command(
        name = "rewrap",
        description =
                "Wraps every data key that misses one of the wanted KEKs under all of them, and so the keys of namespaces, which hold those "
                        + "of subjects: for a new KEK, a new region, a KEK to be given up. Each wrap is opened again before it counts. Nothing in "
                        + "a topic of values changes. Stopped anywhere, run it again: it goes on.",
        footer = {
            "Older records and wraps stay: a KEK that is given up goes on opening what it wrapped until it is destroyed. Namespace keys are "
                    + "rewrapped where store.subjects.topic is set, each in one step; do not finalize (shred --finalize) at the same time.",
            "Wraps under the wanted KEKs are opened to see that they work: the principal needs to unwrap with them too."
        })
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

    @Option(
            names = "--namespace",
            split = ",",
            paramLabel = "NAME",
            description =
                    "More namespaces whose subjects have keys, beside the configuration's and those of the store's data keys.")
    private List<String> namespaces = List.of();

    @Override
    Report run() throws KmsException {
        KeySection keys = new KeySection(common().requiredConfig());
        try (Keks keks = keys.openKeks()) {
            return StoreWork.run(keys, progress("Reading the store"), store -> {
                List<Kek> targets = Labels.targets(keys, keks, labels);
                Rewrapping rewrapping = new Rewrapping(
                        store, keks, targets, new Selection(Optional.ofNullable(run)), ToolIdentity.audit());
                Report report;
                try (Progress progress = progress("Rewrapping")) {
                    report = report(rewrapping.run(ToolIdentity.who(), progress));
                }
                return keys.hasSubjects()
                        ? namespaces(
                                keys,
                                keks,
                                targets,
                                NamespaceReport.names(keys, Inventory.of(store), namespaces),
                                report)
                        : withoutSubjects(report);
            });
        }
    }

    private Report namespaces(KeySection keys, Keks keks, List<Kek> targets, Set<String> names, Report report) {
        try (NamespaceWork work = NamespaceWork.open(keys, keks);
                Progress progress = progress("Rewrapping namespace keys")) {
            Outcome<NamespaceKeys.Rewrapped> outcome = work.rewrap(
                    names,
                    targets.stream().map(Kek::label).toList(),
                    run == null ? NamespaceKeys.Selection.MISSING : NamespaceKeys.Selection.ALL,
                    ToolIdentity.audit(),
                    progress);
            report.fact("namespace_keys_rewrapped", "also namespaces", sum(outcome, NamespaceKeys.Rewrapped::rewrapped))
                    .fact("namespace_keys_already", "already", sum(outcome, NamespaceKeys.Rewrapped::already));
            NamespaceReport.addTo(report, outcome);
            return report;
        }
    }

    private static int sum(Outcome<NamespaceKeys.Rewrapped> outcome, ToIntFunction<NamespaceKeys.Rewrapped> number) {
        return outcome.done().values().stream().mapToInt(number).sum();
    }

    private Report withoutSubjects(Report report) {
        if (!namespaces.isEmpty()) {
            throw new UsageException(
                    "Option --namespace: keys of subjects are rewrapped only where store.subjects.topic is set. Set it, or leave the option out.");
        }
        report.field("namespace_keys_rewrapped", null).field("namespace_keys_already", null);
        NamespaceReport.leftOut(report);
        return report;
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
