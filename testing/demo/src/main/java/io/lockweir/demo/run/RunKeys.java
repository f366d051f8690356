package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.proof.KeyProof;

/** The keys of a run: how the connectors have them, what happens to them under load, and what became of them. */
sealed interface RunKeys extends AutoCloseable permits KeysetKeys, RotatedKeys {
    ConnectorFile source();

    ConnectorFile sink();

    /** Whatever is made by people, before the first connector. */
    void create() throws Exception;

    /** Does what is planned for this fraction of the work; true when nothing of the plan is left. Returns at once. */
    boolean proceed(double fraction);

    /** Once everything has arrived, while the servers still run. */
    KeyProof prove() throws Exception;

    @Override
    void close();
}
