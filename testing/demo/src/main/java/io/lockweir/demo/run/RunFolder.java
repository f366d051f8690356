package io.lockweir.demo.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One folder a run, named by its process; those of processes that have ended go when the next run begins. */
public final class RunFolder {
    private static final Pattern NAME = Pattern.compile("run-(\\d{1,9})");

    private RunFolder() {}

    public static Path create(Path parent) throws IOException {
        Files.createDirectories(parent);
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path folder : folders.toList()) {
                if (isOfEndedProcess(folder)) {
                    delete(folder);
                }
            }
        }
        return Files.createDirectories(
                parent.resolve("run-" + ProcessHandle.current().pid()));
    }

    private static boolean isOfEndedProcess(Path folder) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1)))
                        .filter(process -> !process.equals(ProcessHandle.current()))
                        .isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
