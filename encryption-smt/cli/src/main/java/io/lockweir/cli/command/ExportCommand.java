package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.StoreExport;
import io.lockweir.cli.subject.SubjectBackup;
import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the store to a file. */
@Command(
        name = "export",
        description =
                "Writes every record of the store of data keys to a file, or, with --subjects, of the topic of subjects: two backups, two files. "
                        + "Keys stay wrapped: without the KEKs a file is worthless, without the file and the store so is the data.",
        footer =
                "A file of subjects is an old copy of their topic: together with the KEKs it opens what is shredded later, until shred --finalize. "
                        + "Protect it as the topic, and delete it when a newer one is there.")
final class ExportCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "The new file; an existing one is never replaced.")
    private @Nullable Path file;

    @Option(names = "--subjects", description = "Export the topic of subjects, which store.subjects.topic names.")
    private boolean subjects;

    @Override
    Report run() throws IOException {
        Path path = Arguments.given(file);
        KeySection keys = new KeySection(common().requiredConfig());
        return subjects ? subjects(keys, path) : dataKeys(keys, path);
    }

    private Report dataKeys(KeySection keys, Path path) throws IOException {
        return StoreWork.run(keys, progress("Reading the store"), store -> {
            List<DekRecord> records = records(store);
            try (Writer writer = created(path)) {
                StoreExport.write(records, writer);
            }
            ToolIdentity.audit().exported(AuditLog.Kept.DATA_KEYS, records.size());
            Report report = report(path, records.size());
            return keys.hasSubjects()
                    ? report.line("Keys of subjects stand in a topic of their own: export them with --subjects.")
                    : report;
        });
    }

    private Report subjects(KeySection keys, Path path) throws IOException {
        try (SubjectBackup backup = SubjectBackup.open(keys);
                Writer writer = created(path);
                Progress progress = progress("Exporting")) {
            long records = backup.export(writer, count -> progress.at(count, count));
            ToolIdentity.audit().exported(AuditLog.Kept.SUBJECTS, records);
            Report report = report(path, records);
            return records > 0
                    ? report
                    : report.finding().line("The topic of subjects is empty. Check store.subjects.topic.");
        }
    }

    private static Report report(Path path, long records) {
        return new Report().fact("exported", "exported", records).fact("file", "file", path.toString());
    }

    private static Writer created(Path path) throws IOException {
        try {
            return Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("File " + path + " exists. Name another one.", e);
        } catch (NoSuchFileException e) {
            throw new UsageException("File " + path + " can't be made: its folder does not exist.", e);
        }
    }

    private static List<DekRecord> records(DekStore store) {
        try (Stream<DekRecord> records = store.records()) {
            return records.toList();
        }
    }
}
