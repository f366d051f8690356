package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.DomainCreation;
import io.lockweir.cli.store.ScopeText;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the data key of a join domain. */
@Command(
        name = "domain",
        description =
                "Makes the data key of a join domain and publishes it. Writers never do that by themselves: two first writers "
                        + "would fork the domain. Name, type and normaliser are part of the key and can't be changed.")
final class CreateDomainCommand extends ToolCommand {
    @Parameters(paramLabel = "NAME", description = "The domain, as in join.domain.")
    private @Nullable String name;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "string",
            description =
                    "As in join.type: int64, string, bytes, decimal, date, timestamp, uuid (default: ${DEFAULT-VALUE}).")
    private ValueType type = ValueType.STRING;

    @Option(
            names = "--normaliser",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "As in join.normaliser: none or nfc (default: ${DEFAULT-VALUE}).")
    private Normaliser normaliser = Normaliser.NONE;

    @Option(
            names = "--kek",
            split = ",",
            paramLabel = "LABEL",
            description = "Labels of the KEKs that wrap it, nearest first (default: `kek` of the configuration).")
    private List<String> labels = List.of();

    @Override
    Report run() throws KmsException {
        KeySection keys = new KeySection(common().requiredConfig());
        Scope.Join scope = new Scope.Join(Domains.of("NAME", Arguments.given(name), type, normaliser));
        try (Keks keks = keys.openKeks()) {
            return StoreWork.run(
                    keys,
                    progress("Reading the store"),
                    store -> report(
                            scope,
                            new DomainCreation(
                                            store,
                                            Labels.targets(keys, keks, labels),
                                            new SecureRandom(),
                                            ToolIdentity.clock(),
                                            ToolIdentity.audit())
                                    .run(scope, ToolIdentity.who())));
        }
    }

    private static Report report(Scope.Join scope, DomainCreation.Created created) {
        Report report = new Report()
                .fact("outcome", ScopeText.of(scope), created.result().name());
        ScopeText.fields(scope).forEach(report::field);
        report.fact("dek_id", "data key", created.id().toString());
        return switch (created.result()) {
            case CREATED -> report;
            case EXISTS -> report.finding().line("The domain has that key already; nothing was made.");
            case OVERTAKEN -> report.finding().line("Somebody else was first: that key counts, ours is never used.");
        };
    }
}
