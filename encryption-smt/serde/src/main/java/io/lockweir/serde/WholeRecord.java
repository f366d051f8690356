package io.lockweir.serde;

import io.lockweir.connect.record.WholeRecords;
import io.lockweir.encryption.EncryptionEngine;

/** Level record: the inner bytes become one envelope, as the EncryptingConverter makes it, or come back from one. */
final class WholeRecord implements Treatment {
    /** One direction of {@link WholeRecords}. */
    @FunctionalInterface
    interface Direction {
        byte[] treated(String topic, byte[] bytes);
    }

    private final EncryptionEngine engine;
    private final WholeRecords records;
    private final Direction direction;

    private WholeRecord(EncryptionEngine engine, WholeRecords records, Direction direction) {
        this.engine = engine;
        this.records = records;
        this.direction = direction;
    }

    static WholeRecord encrypting(EncryptionEngine engine, WholeRecords records) {
        return new WholeRecord(engine, records, records::encrypt);
    }

    static WholeRecord decrypting(EncryptionEngine engine, WholeRecords records) {
        return new WholeRecord(engine, records, records::decrypt);
    }

    @Override
    public boolean matches(String topic) {
        return records.matches(topic);
    }

    @Override
    public Object treated(String topic, Object content) {
        return direction.treated(topic, (byte[]) content);
    }

    @Override
    public void close() {
        engine.close();
    }
}
