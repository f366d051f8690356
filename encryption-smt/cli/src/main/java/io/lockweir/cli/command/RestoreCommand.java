package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.RecordFields;
import io.lockweir.cli.store.StoreExport;
import io.lockweir.cli.store.StoreRestore;
import io.lockweir.cli.store.StoreRestore.Restored;
import io.lockweir.cli.subject.SubjectBackup;
import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.keys.DekRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes what a backup has and the store has not. */
@Command(
        name = "restore",
        description =
                "Publishes the records of an export that the store has not; with --subjects, that the topic of subjects has not. The file is "
                        + "checked as a whole first. Stopped anywhere, run it again: it goes on.",
        footer = {
            "Nothing that is there is replaced: what was shredded or finalized since stays so, as long as the topic still has it. Into an empty "
                    + "topic, an old file brings back subjects that were shredded after it: shred those again at once.",
            "Restore subjects before any process writes to a new topic, which needs at least as many partitions as the old one."
        })
final class RestoreCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "What export has written.")
    private @Nullable Path file;

    @Option(names = "--subjects", description = "The file is of export --subjects.")
    private boolean subjects;

    @Override
    Report run() throws IOException {
        Path path = Arguments.given(file);
        try {
            return subjects ? subjects(path) : dataKeys(path);
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no file " + path + ".", e);
        }
    }

    private Report dataKeys(Path path) throws IOException {
        List<DekRecord> records = records(path);
        return StoreWork.run(new KeySection(common().requiredConfig()), progress("Reading the store"), store -> {
            StoreRestore restore = new StoreRestore(store);
            try (Progress progress = progress("Restoring")) {
                return report(restore.run(records, progress));
            } finally {
                ToolIdentity.audit().restored(AuditLog.Kept.DATA_KEYS, restore.restored());
            }
        });
    }

    private Report subjects(Path path) throws IOException {
        AtomicLong published = new AtomicLong(-1);
        try (SubjectBackup backup = SubjectBackup.open(new KeySection(common().requiredConfig()));
                Progress progress = progress("Restoring")) {
            long restored = backup.restore(path, count -> {
                published.set(count);
                progress.at(count, count);
            });
            Report report = new Report().fact("restored", "restored", restored);
            return restored == 0
                    ? report
                    : report.line("Shred again whoever was shredded since the export, if the topic had lost that.");
        } finally {
            if (published.get() >= 0) {
                ToolIdentity.audit().restored(AuditLog.Kept.SUBJECTS, published.get());
            }
        }
    }

    private static Report report(Restored done) {
        Report report = new Report()
                .fact("restored", "restored", done.restored())
                .fact("present", "present", done.present())
                .field(
                        "conflicts",
                        done.conflicts().stream().map(RecordFields::of).toList());
        done.conflicts()
                .forEach(record -> report.line("Left out: " + record.id() + " of domain "
                        + record.scope().name()
                        + ", which has another key in the store. What it encrypted can't be read with this store."));
        return done.conflicts().isEmpty() ? report : report.finding();
    }

    private static List<DekRecord> records(Path path) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            return StoreExport.read(reader);
        }
    }
}
