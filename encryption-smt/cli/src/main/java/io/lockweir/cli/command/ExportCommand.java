package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.StoreExport;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the store to a file. */
@Command(
        name = "export",
        description =
                "Writes every record of the store of data keys to a file: the backup. Data keys stay wrapped, so the file is no "
                        + "secret; without the KEKs it is worthless, without the file and the store so is the data.")
final class ExportCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "The new file; an existing one is never replaced.")
    private @Nullable Path file;

    @Override
    Report run() throws IOException {
        Path path = Arguments.given(file);
        return StoreWork.run(new KeySection(common().requiredConfig()), progress("Reading the store"), store -> {
            List<DekRecord> records = records(store);
            try (Writer writer = Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW)) {
                StoreExport.write(records, writer);
            } catch (FileAlreadyExistsException e) {
                throw new UsageException("File " + path + " exists. Name another one.", e);
            }
            return new Report().fact("exported", "exported", records.size()).fact("file", "file", path.toString());
        });
    }

    private static List<DekRecord> records(DekStore store) {
        try (Stream<DekRecord> records = store.records()) {
            return records.toList();
        }
    }
}
