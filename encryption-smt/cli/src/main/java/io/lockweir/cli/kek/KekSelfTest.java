package io.lockweir.cli.kek;

import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.EncryptingDek;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KmsException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Uses a KEK once in every way that the plugins use it, with a key that is thrown away: describe, wrap, unwrap, and unwrap in another
 * context, which must fail where the service says that it authenticates the context.
 */
public final class KekSelfTest {
    private static final Scope SCOPE = new Scope.Namespace("lockweir-self-test");
    private static final Scope OTHER = new Scope.Namespace("lockweir-self-test-other");

    private final SecureRandom random;
    private final LongSupplier nanos;

    public KekSelfTest(SecureRandom random, LongSupplier nanos) {
        this.random = random;
        this.nanos = nanos;
    }

    /** One use of a KEK. */
    public enum Step {
        DESCRIBE,
        WRAP,
        UNWRAP,
        UNWRAP_IN_OTHER_CONTEXT
    }

    /**
     * How a step went.
     *
     * @param problem what is wrong and what to do; null when all is well
     */
    public record StepResult(
            Step step, Duration took, @Nullable String problem) {}

    /**
     * How all steps went.
     *
     * @param description empty when it could not be had, which the plugins can do without
     */
    public record Outcome(String label, Optional<KekDescription> description, List<StepResult> steps) {
        public Outcome {
            steps = List.copyOf(steps);
        }

        /** Whether plugins can encrypt and decrypt with it. */
        public boolean usable() {
            return steps.stream().allMatch(step -> step.problem() == null || step.step() == Step.DESCRIBE);
        }
    }

    /** A step's work. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws KmsException;
    }

    /** Tries a KEK. */
    public Outcome run(Kek kek) {
        List<StepResult> steps = new ArrayList<>();
        KekDescription description = step(steps, Step.DESCRIBE, kek::describe);
        EncryptingDek dek = EncryptingDek.generate(SCOPE, random);
        try {
            DekRecord.Wrap wrap = step(steps, Step.WRAP, () -> kek.wrap(dek));
            if (wrap != null) {
                unwrap(kek, dek, wrap, steps);
                if (description != null && description.authenticatesContext()) {
                    otherContext(kek, wrap, steps);
                }
            }
        } finally {
            dek.wipe();
        }
        return new Outcome(kek.label(), Optional.ofNullable(description), steps);
    }

    private void unwrap(Kek kek, EncryptingDek dek, DekRecord.Wrap wrap, List<StepResult> steps) {
        long begin = nanos.getAsLong();
        byte[] unwrapped = step(steps, Step.UNWRAP, () -> kek.unwrap(wrap, SCOPE));
        if (unwrapped == null) {
            return;
        }
        byte[] same = dek.wrapped(bytes -> new byte[] {(byte) (MessageDigest.isEqual(bytes, unwrapped) ? 1 : 0)});
        Arrays.fill(unwrapped, (byte) 0);
        if (same[0] == 0) {
            steps.set(
                    steps.size() - 1,
                    new StepResult(
                            Step.UNWRAP,
                            took(begin),
                            "It unwraps to other bytes than were wrapped: do not use this service"));
        }
    }

    private void otherContext(Kek kek, DekRecord.Wrap wrap, List<StepResult> steps) {
        long begin = nanos.getAsLong();
        try {
            Arrays.fill(kek.unwrap(wrap, OTHER), (byte) 0);
            steps.add(
                    new StepResult(
                            Step.UNWRAP_IN_OTHER_CONTEXT,
                            took(begin),
                            "The service opened a wrapped key in another context than it was wrapped in, although it says that it authenticates it"));
        } catch (KmsException e) {
            // Refused, in whatever words: as it should be.
            steps.add(new StepResult(
                    Step.UNWRAP_IN_OTHER_CONTEXT,
                    took(begin),
                    e.kind() == KmsException.Kind.UNAVAILABLE ? problem(e, Step.UNWRAP_IN_OTHER_CONTEXT) : null));
        }
    }

    private <T> @Nullable T step(List<StepResult> steps, Step step, Work<T> work) {
        long begin = nanos.getAsLong();
        try {
            T result = work.run();
            steps.add(new StepResult(step, took(begin), null));
            return result;
        } catch (KmsException e) {
            steps.add(new StepResult(step, took(begin), problem(e, step)));
            return null;
        }
    }

    private static String problem(KmsException e, Step step) {
        String advice = switch (e.kind()) {
            case UNAVAILABLE -> "Check address, network and time-outs.";
            case DENIED -> "Grant the principal the right to " + permission(step) + ", or correct its credentials.";
            case UNKNOWN_KEK -> "Check kek.LABEL.key, and that the key is enabled.";
            case INVALID -> "The key can't be used for wrapping: check its kind and purpose.";
        };
        return e.kind() + ": " + e.getMessage()
                + (String.valueOf(e.getMessage()).endsWith(".") ? " " : ". ") + advice;
    }

    private static String permission(Step step) {
        return switch (step) {
            case DESCRIBE -> "describe the key (only this test and rewrapping need it)";
            case WRAP -> "encrypt with the key (writers need it)";
            case UNWRAP, UNWRAP_IN_OTHER_CONTEXT -> "decrypt with the key (writers and readers need it)";
        };
    }

    private Duration took(long begin) {
        return Duration.ofNanos(nanos.getAsLong() - begin);
    }
}
