package io.lockweir.demo.run;

import io.lockweir.demo.bank.LakeForm;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param rows number of committed changes
 * @param trouble what is done to the servers
 * @param keys whose keys, and what happens to them
 * @param form of the lake
 * @param report where to write the report
 * @param owner of the tables: what is done to them beside the sink
 * @param afterwards whether the servers go on
 * @param sources whether Cassandra is one of them
 */
public record RunOptions(
        long rows,
        long seed,
        Trouble trouble,
        KeyPlan keys,
        LakeForm form,
        Optional<Path> report,
        Owner owner,
        Afterwards afterwards,
        Sources sources) {
    /** What happens to the tables beside the sink. */
    public enum Owner {
        IDLE,
        /** Spark compacts and expires, and reads at the end. */
        SPARK
    }

    /** What happens to the servers once the proof is shown. */
    public enum Afterwards {
        END,
        KEEP
    }

    /** Where changes come from. */
    public enum Sources {
        POSTGRES,
        /** PostgreSQL and Cassandra. */
        BOTH
    }

    /** Fewer would leave canaries unplanted. */
    public static final long FEWEST_ROWS = 200;

    /** A lake of changes. */
    public RunOptions(long rows, long seed, int kills, KeyPlan keys, Optional<Path> report, Afterwards afterwards) {
        this(rows, seed, Trouble.kills(kills), keys, LakeForm.APPEND, report, Owner.IDLE, afterwards, Sources.POSTGRES);
    }

    public RunOptions {
        if (rows < FEWEST_ROWS) {
            throw new IllegalArgumentException("--rows must be at least " + FEWEST_ROWS);
        }
    }

    /** What is written to Cassandra beside the changes in PostgreSQL. */
    public long ledgerWrites() {
        return rows / LedgerSide.SHARE;
    }

    /** Rows that exist before the source connector does: one change in a hundred, at most a thousand. */
    public long openingRows() {
        return Math.min(1_000, rows / 100);
    }
}
