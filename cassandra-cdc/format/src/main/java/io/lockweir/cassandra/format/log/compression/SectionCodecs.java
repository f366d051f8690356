package io.lockweir.cassandra.format.log.compression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Codecs by the name of the compressor's class on the node. Built in are those that need no library: LZ4, Snappy, Deflate, none; {@link
 * #with} adds others, such as {@code ZstdCompressor}.
 */
public final class SectionCodecs {

    private static final SectionCodecs BUILT_IN = new SectionCodecs(Map.of(
            "LZ4Compressor", new Lz4Codec(),
            "SnappyCompressor", new SnappyCodec(),
            "DeflateCompressor", new DeflateCodec(),
            "NoopCompressor", new NoCodec()));

    private final Map<String, SectionCodec> codecs;

    private SectionCodecs(Map<String, SectionCodec> codecs) {
        this.codecs = Map.copyOf(codecs);
    }

    public static SectionCodecs builtIn() {
        return BUILT_IN;
    }

    /** These and one more, by the compressor's class name without its package. */
    public SectionCodecs with(String compressor, SectionCodec codec) {
        Map<String, SectionCodec> more = new HashMap<>(codecs);
        more.put(compressor, codec);
        return new SectionCodecs(more);
    }

    /** The codec for a compressor's class, with or without its package. */
    public Optional<SectionCodec> find(String compressor) {
        return Optional.ofNullable(codecs.get(compressor.substring(compressor.lastIndexOf('.') + 1)));
    }
}
