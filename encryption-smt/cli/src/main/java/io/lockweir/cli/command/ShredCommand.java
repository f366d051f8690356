package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.subject.SubjectShredding;
import io.lockweir.cli.subject.Subjects;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.shred.Finalization;
import io.lockweir.encryption.shred.Shredder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Destroys the keys of data subjects. */
@Command(
        name = "shred",
        description =
                "Destroys the data keys of data subjects: nobody reads their values again, on any task, within seconds. Subjects are read "
                        + "from standard input or a file, one a line, never from the command line: they are personal data. Nothing undoes it.",
        footer = {
            "A subject without keys is a finding: it is misspelt, of another namespace, or was shredded before.",
            "Old copies of the topic still hold the wrapped keys. --finalize makes those worthless: it moves all other subjects under new KEKs "
                    + "and names the old KEKs, which you then destroy in their service."
        })
final class ShredCommand extends ToolCommand {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Read subjects from this file (default: standard input).")
    private @Nullable Path file;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Namespace, in place of the configuration's.")
    private @Nullable String namespace;

    @Option(
            names = "--finalize",
            description =
                    "Shred nobody; finalize what was shredded until now. Stopped anywhere, run it again: it goes on.")
    private boolean finalizing;

    @Option(
            names = "--kek",
            split = ",",
            paramLabel = "LABEL",
            description =
                    "With --finalize: labels of the new KEKs, none of which may wrap the present key of the namespace "
                            + "(default: `kek` of the configuration). A finalization that was stopped goes on with the KEKs it began with: "
                            + "leave the option out, or name the same.")
    private List<String> labels = List.of();

    @Override
    Report run() throws IOException {
        checkOptions();
        KeySection keys = new KeySection(common().requiredConfig());
        if (keys.isKeyset()) {
            throw new UsageException("key.source=keyset has no keys of subjects. Set key.source=envelope.");
        }
        String name = namespace == null ? keys.namespace() : namespace;
        SortedMap<Integer, String> subjects = finalizing ? new TreeMap<>() : subjects();
        try (Subjects opened = Subjects.open(keys, name, ToolIdentity.audit())) {
            return finalizing ? finalized(keys, opened, name) : shredded(opened, name, subjects);
        }
    }

    /** An option without effect would be taken for one that worked. */
    private void checkOptions() {
        if (finalizing && file != null) {
            throw new UsageException(
                    "Option --file: --finalize shreds nobody. Shred first, then finalize without --file.");
        }
        if (!finalizing && !labels.isEmpty()) {
            throw new UsageException(
                    "Option --kek: only --finalize moves subjects under other KEKs. Leave it out, or finalize afterwards.");
        }
    }

    private Report shredded(Subjects opened, String name, SortedMap<Integer, String> subjects) {
        Shredder shredder = new Shredder(opened.keys());
        List<SubjectShredding.Line> lines;
        try (Progress progress = progress("Shredding")) {
            lines = new SubjectShredding(shredder::shred, name).run(subjects, progress);
        }
        long without = lines.stream().filter(line -> line.killed().isEmpty()).count();
        Report report = new Report()
                .fact("namespace", "namespace", name)
                .fact("subjects", "subjects", lines.size())
                .fact("without_keys", "without keys", without)
                .field("lines", lines.stream().map(ShredCommand::fields).toList());
        lines.stream()
                .filter(line -> line.killed().isEmpty())
                .forEach(line -> report.line("Line " + line.number() + " of the input has no keys in this namespace."));
        return without == 0 ? report : report.finding();
    }

    private Report finalized(KeySection keys, Subjects opened, String name) {
        Finalization finalization = new Finalization(opened.keys());
        long subjects = opened.keys().subjects();
        try (Progress progress = progress("Rewrapping subjects")) {
            Finalization.Finalized done = finalization.run(
                    targets(keys, finalization), count -> progress.at(count, Math.max(count, subjects)));
            ToolIdentity.audit().finalized(name, done.destroyKeks(), done.rewrapped());
            return new Report()
                    .fact("generation", "generation", done.generation())
                    .fact("rewrapped", "rewrapped", done.rewrapped())
                    .fact("destroy_keks", "destroy now", done.destroyKeks())
                    .line(
                            "Until the keys behind these labels are destroyed in their service, whoever may use one can read shredded values with "
                                    + "an old copy of the topic.");
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<String> targets(KeySection keys, Finalization finalization) {
        if (!labels.isEmpty()) {
            return labels;
        }
        List<String> unfinished = finalization.unfinished();
        return unfinished.isEmpty() ? keys.defaultLabels() : unfinished;
    }

    private static Map<String, Object> fields(SubjectShredding.Line line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", line.number());
        fields.put("killed", line.killed().stream().map(DekId::toString).toList());
        return fields;
    }

    /** By the numbers of their lines. */
    private SortedMap<Integer, String> subjects() throws IOException {
        byte[] bytes = file == null ? System.in.readAllBytes() : read(file);
        SortedMap<Integer, String> subjects = SubjectShredding.lines(new String(bytes, StandardCharsets.UTF_8));
        if (subjects.isEmpty()) {
            throw new UsageException("No subject is given. Write one a line to standard input, or give --file.");
        }
        return subjects;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(
                    "File " + file + " can't be read (" + e.getClass().getSimpleName()
                            + "). Option --file names a text file with one subject a line.",
                    e);
        }
    }
}
