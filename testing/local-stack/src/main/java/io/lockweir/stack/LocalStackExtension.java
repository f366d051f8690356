package io.lockweir.stack;

import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * JUnit 5: one stack for all test classes of the JVM that ask for the same one, started before the first of them.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalStackExtension STACK = LocalStackExtension.of(LocalStack.builder().withKafka());
 * }</pre>
 */
public final class LocalStackExtension implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

    private final LocalStack.Builder builder;
    private Optional<LocalStack> stack = Optional.empty();

    private LocalStackExtension(LocalStack.Builder builder) {
        this.builder = builder;
    }

    /** The field must be static. */
    public static LocalStackExtension of(LocalStack.Builder builder) {
        return new LocalStackExtension(builder);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        stack = Optional.of(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(builder.options(), options -> new Shared(builder.start()), Shared.class)
                .stack());
    }

    /** From the start of the first test on. */
    public LocalStack stack() {
        return stack.orElseThrow(() -> new IllegalStateException("not started; is the extension's field static?"));
    }

    private record Shared(LocalStack stack) implements AutoCloseable {
        @Override
        public void close() {
            stack.close();
        }
    }
}
