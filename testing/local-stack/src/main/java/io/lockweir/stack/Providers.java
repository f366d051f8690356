package io.lockweir.stack;

import io.lockweir.stack.container.TestcontainersProvider;
import io.lockweir.stack.local.LocalProvider;
import io.lockweir.stack.process.StackHome;
import java.nio.file.Path;

/** The provider that {@code -Dstack=local|testcontainers} asks for. */
final class Providers {
    static final String PROPERTY = "stack";

    private Providers() {}

    static StackProvider chosen(Path work) {
        String name = System.getProperty(PROPERTY, "local");
        return switch (name) {
            case "local" -> new LocalProvider(StackHome.find(), work);
            case "testcontainers" -> containers(work);
            default -> throw new IllegalArgumentException("-Dstack=" + name + "; known are local and testcontainers");
        };
    }

    private static StackProvider containers(Path work) {
        try {
            return new TestcontainersProvider(StackHome.find(), work);
        } catch (NoClassDefFoundError e) {
            throw new StackException(
                    "Testcontainers is not on the class path; give -Dstack=testcontainers to Maven, whose profile adds it",
                    e);
        }
    }
}
