package io.lockweir.cassandra.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void knowsSegmentsAndTheirIndexesByName() {
        SegmentName name = new SegmentName(7, 1_700_000_000_123L);

        assertThat(SegmentName.parse("CommitLog-7-1700000000123.log")).contains(name);
        assertThat(SegmentName.parse("CommitLog-7-1700000000123_cdc.idx")).contains(name);
        assertThat(SegmentName.parse(name.logFile())).contains(name);
        assertThat(SegmentName.parse(name.indexFile())).contains(name);
        assertThat(SegmentName.parse("CommitLog-1700000000123.log")).isEmpty();
        assertThat(SegmentName.parse("CommitLog-7-1700000000123.log.tmp")).isEmpty();
        assertThat(SegmentName.parse("CommitLog-7-99999999999999999999.log")).isEmpty();
    }

    @Test
    void readsAnIndexThatIsWhole() {
        assertThat(CdcIndex.parse("4711")).contains(new CdcIndex(4711, false));
        assertThat(CdcIndex.parse("33554432\nCOMPLETED")).contains(new CdcIndex(33_554_432, true));
        assertThat(CdcIndex.parse("")).isEmpty();
        assertThat(CdcIndex.parse("99999999999")).isEmpty();
        assertThat(CdcIndex.parse("4711\nCOMP")).isEmpty();
    }

    @Test
    void readsTheParametersOfAHeader() {
        assertThat(HeaderParameters.parse("{}").orElseThrow()).isEmpty();
        assertThat(HeaderParameters.parse(
                                "{\"compressionClass\":\"a.B\\u0041\",\"compressionParameters\":{\"x\":\"1\"},\"n\":null}")
                        .orElseThrow())
                .containsOnly(java.util.Map.entry("compressionClass", "a.BA"));
        assertThat(HeaderParameters.parse("{\"a\":")).isEmpty();
        assertThat(HeaderParameters.parse("{}{}")).isEmpty();
        assertThat(HeaderParameters.parse("[]")).isEmpty();
    }
}
