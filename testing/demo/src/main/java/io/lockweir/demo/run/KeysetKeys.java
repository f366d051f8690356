package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.proof.KeyProof;

/** The keyset file that the connector files name. */
record KeysetKeys(BankPipeline pipeline) implements RunKeys {
    @Override
    public ConnectorFile source() {
        return pipeline.source();
    }

    @Override
    public ConnectorFile sink() {
        return pipeline.sink();
    }

    @Override
    public void create() {}

    @Override
    public boolean proceed(double fraction) {
        return true;
    }

    @Override
    public KeyProof prove() {
        return KeyProof.NONE;
    }

    @Override
    public void close() {}
}
