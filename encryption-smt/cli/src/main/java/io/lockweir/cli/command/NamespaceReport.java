package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.Inventory;
import io.lockweir.cli.subject.NamespaceWork.Outcome;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What commands tell of the keys of namespaces, and which ones they look after. */
final class NamespaceReport {
    private NamespaceReport() {}

    /** The configuration's, those of the store's data keys, and what else is named: a topic of subjects holds no names. */
    static Set<String> names(KeySection keys, Inventory inventory, Collection<String> named) {
        Set<String> names = new TreeSet<>(inventory.namespaces());
        names.add(keys.namespace());
        names.addAll(named);
        return names;
    }

    static void addTo(Report report, Outcome<?> outcome) {
        report.field("namespace_failures", outcome.failures()).field("namespaces_unnamed", outcome.unnamed());
        outcome.failures().forEach((namespace, message) -> report.line("namespace " + namespace + ": " + message));
        if (outcome.unnamed() > 0) {
            report.line(
                    outcome.unnamed()
                            + " more namespaces have keys in the topic of subjects, and their names are not known here. Repeat with --namespace NAME.");
        }
        if (!outcome.complete()) {
            report.finding();
        }
    }

    /** Somebody may have forgotten to name the topic. */
    static void leftOut(Report report) {
        report.field("namespace_failures", null)
                .field("namespaces_unnamed", null)
                .line(
                        "Keys of subjects were left out: store.subjects.topic is not set. Set it if a rule names a subject.");
    }
}
