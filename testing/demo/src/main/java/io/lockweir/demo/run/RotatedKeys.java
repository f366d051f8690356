package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.EnvelopeKeys;
import io.lockweir.demo.pipeline.EnvelopeKeys.DataKeys;
import io.lockweir.demo.pipeline.EnvelopeKeys.Verified;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.proof.KeyProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Keys from a key service. Data keys rotate by themselves, by a budget of uses that is sized for the run; the KEK gets a new version
 * under load, and {@code lockweir-keys} wraps the data keys anew. At the end the old version is refused, and {@code lockweir-keys} reads
 * every topic: what decrypts then decrypts because of the rewrap.
 */
final class RotatedKeys implements RunKeys {
    /** The least that is encrypted at random per change of the bank, on average; what is left is for rotations beyond the plan. */
    private static final long USES_PER_CHANGE = 4;

    private final BankPipeline pipeline;
    private final KeyPlan plan;
    private final ProgressLine line;
    private final EnvelopeKeys keys;
    private Optional<CompletableFuture<Long>> rewrap = Optional.empty();

    RotatedKeys(BankPipeline pipeline, ProjectFolder project, Path folder, KeyPlan plan, long rows, ProgressLine line)
            throws IOException {
        this.pipeline = pipeline;
        this.plan = plan;
        this.line = line;
        this.keys = new EnvelopeKeys(pipeline, project, folder, budget(plan.rotations(), rows));
    }

    static Map<String, String> budget(int rotations, long rows) {
        return rotations == 0
                ? Map.of()
                : Map.of("dek.max.uses", Long.toString(USES_PER_CHANGE * rows / (rotations + 1)));
    }

    @Override
    public ConnectorFile source() {
        return keys.source();
    }

    @Override
    public ConnectorFile sink() {
        return keys.sink();
    }

    @Override
    public void create() throws IOException, InterruptedException {
        keys.createDomain();
    }

    @Override
    public boolean proceed(double fraction) {
        if (plan.rewrapAt().isEmpty()) {
            return true;
        }
        if (rewrap.isEmpty() && fraction >= plan.rewrapAt().getAsDouble()) {
            line.say("A new version of the KEK; lockweir-keys rewrap wraps the data keys under it.");
            keys.rotateKek();
            rewrap = Optional.of(CompletableFuture.supplyAsync(this::rewrapped));
        }
        return rewrap.map(CompletableFuture::isDone).orElse(false);
    }

    private long rewrapped() {
        try {
            return keys.rewrap();
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @Override
    public KeyProof prove() throws IOException, InterruptedException {
        long rewrapped = rewrap.map(CompletableFuture::join).orElse(0L);
        if (rewrap.isPresent()) {
            line.say("The old version of the KEK is refused from now on.");
            keys.endOldKek();
        }
        List<String> doubts = new ArrayList<>();
        DataKeys found = keys.dataKeys();
        long rotations = found.ofNamespace() - 1;
        if (rotations < plan.rotations()) {
            doubts.add("%d rotations of %d".formatted(rotations, plan.rotations()));
        }
        if (rewrap.isPresent() && rewrapped == 0) {
            doubts.add("no data key was wrapped anew");
        }
        long verified = 0;
        for (String topic : pipeline.bank().topics()) {
            line.say("lockweir-keys verify " + topic + " ...");
            Verified each = keys.verify(topic);
            verified += each.records() - each.failed();
            if (!each.proves()) {
                doubts.add("%s: %d of %d records do not decrypt, %d values stay encrypted"
                        .formatted(topic, each.failed(), each.records(), each.left()));
            }
        }
        return new KeyProof(rotations, found.all(), rewrapped, verified, doubts);
    }

    @Override
    public void close() {
        keys.close();
    }
}
