package io.lockweir.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.canary.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerWritesTest {
    private static final LedgerCanaries CANARIES = new LedgerCanaries(new SplittableRandom(3));

    private static List<Write> writes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Write> all = new ArrayList<>();
        for (LedgerWrites writes : List.of(
                new PaymentWrites(new LedgerValues(random.split(), CANARIES)),
                new StandingOrderWrites(new LedgerValues(random.split(), CANARIES)),
                new FeeWrites(new LedgerValues(random.split(), CANARIES), 700))) {
            Stream.generate(writes::next).limit(700).forEach(all::add);
        }
        return all;
    }

    @Test
    void theSameSeedMakesTheSameWrites() {
        assertThat(writes(1)).hasToString(writes(1).toString());
        assertThat(writes(1)).isNotEqualTo(writes(2));
    }

    @Test
    void hasEveryKindOfWriteAndOneTruncation() {
        List<WriteKind> kinds = writes(1).stream().map(Write::kind).toList();
        assertThat(kinds).contains(WriteKind.values());
        assertThat(kinds).containsOnlyOnce(WriteKind.TRUNCATE);
    }

    @Test
    void plantsEveryCanary() {
        String all = writes(1).toString().replaceAll("[.]", "") + bytes(writes(1));
        assertThat(CANARIES.all().stream().map(Canary::token)).allMatch(token -> all.contains(token.replace(".", "")));
    }

    @Test
    void whatEndsSaysWhen() {
        assertThat(writes(1)).allMatch(write -> write.cql().contains("TTL") == write.ttl() > 0);
    }

    /** Blobs in hexadecimal. */
    private static String bytes(List<Write> writes) {
        StringBuilder text = new StringBuilder();
        writes.forEach(write -> write.values().stream()
                .filter(java.nio.ByteBuffer.class::isInstance)
                .forEach(value -> text.append(' ').append(CanonicalValue.of(value, LedgerColumn.Elements.ORDERED))));
        return text.toString();
    }
}
