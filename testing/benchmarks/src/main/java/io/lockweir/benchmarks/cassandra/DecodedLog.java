package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.format.log.Extent;
import io.lockweir.cassandra.format.log.SegmentReader;
import io.lockweir.cassandra.format.log.Step;
import io.lockweir.cassandra.format.log.compression.SectionCodecs;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.MutationDecoder;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads segments with our decoder, every mutation whole. */
final class DecodedLog {

    private DecodedLog() {}

    static void read(List<TableSchema> tables, List<Path> segments, Consumer<Decoded.Mutation> mutations)
            throws IOException {
        MutationDecoder decoder = new MutationDecoder(tables);
        for (Path segment : segments) {
            try (SegmentReader reader = SegmentReader.open(segment, 0, SectionCodecs.builtIn())) {
                while (reader.next(Extent.SEALED) instanceof Step.Found found) {
                    if (!(decoder.decode(found.entry()) instanceof Decoded.Mutation mutation)) {
                        throw new IllegalStateException(
                                "not decoded: " + found.entry().start());
                    }
                    mutations.accept(mutation);
                }
            }
        }
    }

    /** Counts only. */
    static final class Count implements Consumer<Decoded.Mutation> {

        private long mutations;

        @Override
        public void accept(Decoded.Mutation mutation) {
            mutations++;
        }

        long mutations() {
            return mutations;
        }
    }
}
