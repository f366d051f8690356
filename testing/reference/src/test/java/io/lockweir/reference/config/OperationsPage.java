package io.lockweir.reference.config;

import io.lockweir.connect.metrics.MetricCatalogue;
import io.lockweir.encryption.audit.AuditEvent;
import io.lockweir.encryption.audit.AuditLog;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.MetricNameTemplate;

/** The page on what a running worker tells: metrics and audit lines. */
final class OperationsPage {
    static final String FILE = "metrics-and-audit.md";
    static final String TITLE = "Metrics and audit lines";

    private static final String METRICS = """
            ## Metrics
            MBeans of the worker, in the domain `%s`. The tag `folder` is the plugin's folder below `plugin.path`. Numbers are those of the
            process: tasks of one plugin count together. An MBean goes when the last plugin that counts under it is closed, except failures.

            | MBean | attribute | is |
            |---|---|---|
            """;

    private static final String AUDIT = """

            ## Audit lines
            The logger `%s` gets one line of JSON per event and nothing else. Refusals and forged records are WARN, everything else is INFO. No
            line holds a value, a key or a wrapped key. The lines are ASCII: what else stands in a name is escaped.

            | event | happened | fields behind %s |
            |---|---|---|
            """;

    private static final String FIELDS = "\n| field | is |\n|---|---|\n";

    private static final List<AuditEvent.Field> EVERYWHERE =
            List.of(AuditEvent.Field.TIME, AuditEvent.Field.EVENT, AuditEvent.Field.PRINCIPAL);

    private OperationsPage() {}

    static String markdown() {
        return "# " + TITLE + "\n\n"
                + METRICS.formatted(MetricCatalogue.DOMAIN)
                + metrics()
                + AUDIT.formatted(AuditLog.LOGGER, labels(EVERYWHERE))
                + Stream.of(AuditEvent.values())
                        .map(event -> "| `%s` | %s | %s |\n"
                                .formatted(event.label(), event.description(), labels(event.fields())))
                        .collect(Collectors.joining())
                + FIELDS
                + Arrays.stream(AuditEvent.Field.values())
                        .map(field -> "| `%s` | %s |\n".formatted(field.label(), field.description()))
                        .collect(Collectors.joining())
                + "\n" + Page.footer();
    }

    private static String metrics() {
        return MetricCatalogue.all().stream()
                .map(metric -> "| `%s` | `%s` | %s |\n".formatted(bean(metric), metric.name(), metric.description()))
                .collect(Collectors.joining());
    }

    private static String bean(MetricNameTemplate metric) {
        return "type=" + metric.group()
                + metric.tags().stream().map(tag -> "," + tag + "=…").collect(Collectors.joining());
    }

    private static String labels(List<AuditEvent.Field> fields) {
        return fields.stream().map(field -> "`" + field.label() + "`").collect(Collectors.joining(", "));
    }
}
