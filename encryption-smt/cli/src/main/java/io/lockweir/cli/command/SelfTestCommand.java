package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.kek.KekSelfTest;
import io.lockweir.cli.kek.KekSelfTest.Outcome;
import io.lockweir.cli.keyset.KeysetDocument;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.output.Table;
import io.lockweir.cli.store.Inventory;
import io.lockweir.cli.subject.NamespaceWork;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.NamespaceKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves that a configuration can work. */
@Command(
        name = "self-test",
        description =
                "Tries a configuration as plugins use it: each KEK describes, wraps and unwraps a key that is thrown away; the store is "
                        + "read to its end; every KEK label in it is configured; where store.subjects.topic is set, the keys of namespaces "
                        + "unwrap. Says what is missing, and how long each step takes.")
final class SelfTestCommand extends ToolCommand {
    @Option(names = "--no-store", description = "Leave the store out.")
    private boolean withoutStore;

    @Option(
            names = "--namespace",
            split = ",",
            paramLabel = "NAME",
            description =
                    "More namespaces whose subjects have keys, beside the configuration's and those of the store's data keys.")
    private List<String> namespaces = List.of();

    @Override
    Report run() {
        ToolConfig config = common().requiredConfig();
        KeySection keys = new KeySection(config);
        if (keys.isKeyset()) {
            String why = "with a keyset, which has no store";
            Arguments.refuse(withoutStore, "--no-store", why);
            Arguments.refuse(!namespaces.isEmpty(), "--namespace", why);
            return Keysets.report(KeysetDocument.of(config)).line("The keyset can be used.");
        }
        Report report = new Report();
        try (Keks keks = keys.openKeks()) {
            List<String> labels = keks(keks, report);
            if (!withoutStore) {
                store(keys, keks, labels, report);
            }
        }
        return report;
    }

    private static List<String> keks(Keks keks, Report report) {
        KekSelfTest test = new KekSelfTest(new SecureRandom(), System::nanoTime);
        List<Outcome> outcomes = new ArrayList<>();
        for (Kek kek : keks.all()) {
            outcomes.add(test.run(kek));
        }
        report.field("keks", outcomes.stream().map(SelfTestCommand::fields).toList());
        Table table = new Table("KEK", "STEP", "MILLISECONDS", "RESULT");
        outcomes.forEach(outcome -> outcome.steps()
                .forEach(step -> table.row(
                        outcome.label(),
                        step.step().name().toLowerCase(java.util.Locale.ROOT),
                        step.took().toMillis(),
                        step.problem() == null ? "ok" : step.problem())));
        table.addTo(report);
        if (!outcomes.stream().allMatch(Outcome::usable)) {
            report.finding();
        }
        return outcomes.stream().map(Outcome::label).toList();
    }

    private void store(KeySection keys, Keks keks, List<String> labels, Report report) {
        try {
            StoreWork.run(keys, progress("Reading the store"), store -> {
                Inventory inventory = Inventory.of(store);
                dataKeys(inventory, labels, report);
                return keys.hasSubjects()
                        ? subjects(keys, keks, NamespaceReport.names(keys, inventory, namespaces), report)
                        : withoutSubjects(report);
            });
        } catch (KeyUnavailableError e) {
            report.finding()
                    .field("store_ok", false)
                    .field("store_problem", e.getMessage())
                    .line("store: " + e.getMessage());
        }
    }

    private static void dataKeys(Inventory inventory, List<String> labels, Report report) {
        long unreadable = inventory.entries().stream()
                .filter(entry -> entry.kekLabels().stream().noneMatch(labels::contains))
                .count();
        report.field("store_ok", true)
                .fact("data_keys", "data keys", inventory.entries().size())
                .fact("data_keys_without_kek", "without a KEK", unreadable);
        if (unreadable > 0) {
            report.finding()
                    .line(
                            "These data keys are wrapped only by KEKs that are not configured here: lockweir-keys list names them.");
        }
    }

    private Report subjects(KeySection keys, Keks keks, Set<String> names, Report report) {
        try (NamespaceWork work = NamespaceWork.open(keys, keks);
                Progress progress = progress("Unwrapping namespace keys")) {
            NamespaceWork.Outcome<List<NamespaceKeys.Held>> outcome = work.check(names, progress);
            report.fact("namespace_keys", "namespace keys", outcome.done().size())
                    .field("namespace_keks", keks(outcome.done()));
            NamespaceReport.addTo(report, outcome);
            return report;
        }
    }

    private static Map<String, List<String>> keks(Map<String, List<NamespaceKeys.Held>> held) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        held.forEach((namespace, generations) -> labels.put(
                namespace,
                generations.stream()
                        .flatMap(generation -> generation.kekLabels().stream())
                        .distinct()
                        .toList()));
        return labels;
    }

    private static Report withoutSubjects(Report report) {
        report.field("namespace_keys", null).field("namespace_keks", null);
        NamespaceReport.leftOut(report);
        return report;
    }

    private static Map<String, Object> fields(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", outcome.label());
        fields.put("usable", outcome.usable());
        fields.put("key", outcome.description().map(found -> found.key()).orElse(null));
        fields.put(
                "version", outcome.description().map(found -> found.version()).orElse(null));
        fields.put(
                "state",
                outcome.description().map(found -> found.state().name()).orElse(null));
        fields.put(
                "steps", outcome.steps().stream().map(SelfTestCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(KekSelfTest.StepResult step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", step.step().name().toLowerCase(java.util.Locale.ROOT));
        fields.put("milliseconds", step.took().toNanos() / 1e6);
        fields.put("problem", step.problem());
        return fields;
    }
}
