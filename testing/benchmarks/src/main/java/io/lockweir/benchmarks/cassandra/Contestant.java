package io.lockweir.benchmarks.cassandra;

import io.lockweir.benchmarks.report.Rounds;
import io.lockweir.cassandra.oracle.OracleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One that reads the log, in a process of its own that waits between the rounds, and what it made of each round that counted. */
final class Contestant implements AutoCloseable {

    /** The same for all: one collector without threads of its own, and room. */
    static final List<String> JVM = List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC");

    private final OracleProcess process;
    private final int mutations;
    private final Yield yield;
    private final List<Double> perProcessorSecond = new ArrayList<>();
    private final List<Double> perSecond = new ArrayList<>();

    /** What it must say it had. */
    enum Yield {
        /** Each mutation. */
        EACH,
        /** Those that change something. */
        CHANGES
    }

    /** @param mutations in the log */
    Contestant(OracleProcess process, int mutations, Yield yield) {
        this.process = process;
        this.mutations = mutations;
        this.yield = yield;
    }

    /** Ours. */
    static Contestant lockweir(CapturePath path, BenchmarkLog.Written log, int mutations, Path errors)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LockweirMeasurement.class.getName(),
                path.name(),
                log.schema().toString()));
        log.segments().forEach(segment -> command.add(segment.toString()));
        return new Contestant(
                OracleProcess.start(command, errors),
                mutations,
                path == CapturePath.MERGED_RECORD ? Yield.CHANGES : Yield.EACH);
    }

    /** One more round that does not count. */
    void warmUp() throws IOException, InterruptedException {
        ask();
    }

    /** One more round, and how many mutations it got through in a second of processor time. */
    double measure() throws IOException, InterruptedException {
        String[] words = ask();
        double rate = mutations * 1e9 / Long.parseLong(words[1]);
        perProcessorSecond.add(rate);
        perSecond.add(mutations * 1e9 / Long.parseLong(words[2]));
        return rate;
    }

    private String[] ask() throws IOException, InterruptedException {
        String[] words = Objects.requireNonNull(process.ask(), "it has ended").split(" ", -1);
        int made = Integer.parseInt(words[0]);
        if (yield == Yield.EACH ? made != mutations : made > mutations || made == 0) {
            throw new IllegalStateException(made + " of " + mutations + " mutations");
        }
        return words;
    }

    Rounds perProcessorSecond() {
        return new Rounds(perProcessorSecond);
    }

    Rounds perSecond() {
        return new Rounds(perSecond);
    }

    @Override
    public void close() {
        process.close();
    }
}
