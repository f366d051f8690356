package io.lockweir.sink.tool;

import io.lockweir.sink.reconcile.Side;
import java.util.Map;

/** Both sides, open. */
interface ReconcileSource extends AutoCloseable {
    Side source();

    Side table();

    /** What else there is to tell when both were read: numbers, texts, lists. */
    Map<String, Object> facts();

    @Override
    void close();
}
