package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.RecordFields;
import io.lockweir.cli.store.StoreExport;
import io.lockweir.cli.store.StoreRestore;
import io.lockweir.cli.store.StoreRestore.Restored;
import io.lockweir.encryption.keys.DekRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Publishes what a backup has and the store has not. */
@Command(
        name = "restore",
        description =
                "Publishes the records of an export that the store has not. The file is checked as a whole first. Stopped anywhere, "
                        + "run it again: it goes on.")
final class RestoreCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "What export has written.")
    private @Nullable Path file;

    @Override
    Report run() throws IOException {
        List<DekRecord> records = records(Arguments.given(file));
        return StoreWork.run(new KeySection(common().requiredConfig()), progress("Reading the store"), store -> {
            try (Progress progress = progress("Restoring")) {
                return report(new StoreRestore(store).run(records, progress));
            }
        });
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
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no file " + path + ".", e);
        }
    }
}
