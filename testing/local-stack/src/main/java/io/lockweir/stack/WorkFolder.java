package io.lockweir.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A new folder a stack, below {@code target/stack} if nothing else is said, so that stacks never see each other's data. */
final class WorkFolder {
    private WorkFolder() {}

    static Path fresh() {
        Path base = Path.of(System.getProperty(LocalStack.WORK_PROPERTY, "target/stack"));
        try {
            Files.createDirectories(base);
            for (int number = 1; ; number++) {
                try {
                    return Files.createDirectory(base.resolve(
                            "run-%d-%d".formatted(ProcessHandle.current().pid(), number)));
                } catch (FileAlreadyExistsException e) {
                    // Of another stack of this process, or of an old process with the same number.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder below " + base, e);
        }
    }
}
