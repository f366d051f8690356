package io.lockweir.sink.feed;

import io.lockweir.sink.commit.TableCommitter;
import io.lockweir.sink.governance.Governance;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** The tables, as the tasks of a connector on this worker share them. */
public interface TableAccess {

    /** Loads a table anew; blocks, and throws what the catalog's client throws. */
    Table load(TableIdentifier table);

    /** The one committer of a table on this worker. Does not block. */
    TableCommitter committer(TableIdentifier table);

    /** Tells whether a loaded table is as designed. */
    default Governance governance() {
        return Governance.NONE;
    }

    /** The branch that is written to, if it is not the main one. */
    default Optional<String> branch() {
        return Optional.empty();
    }

    /** Runs lookups at brokers, which block. */
    Executor lookups();

    /** Runs lookups of a table, which block. A catalog that hangs keeps no other tenant's waiting. */
    default Executor lookups(TableIdentifier table) {
        return lookups();
    }

    /** Removes what will not be committed. Nobody waits for it: the object store may hang. */
    default Executor cleanUps() {
        return Runnable::run;
    }
}
