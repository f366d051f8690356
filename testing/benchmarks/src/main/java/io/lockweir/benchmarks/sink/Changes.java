package io.lockweir.benchmarks.sink;

/** Which row the n-th change is about. */
enum Changes {
    /** Every change is a row of its own. */
    INSERTS {
        @Override
        long row(long number) {
            return number;
        }

        @Override
        long rows(long changes) {
            return changes;
        }
    },
    /** Seven of ten are new rows, whose ids ascend, as a serial column's do; three are new versions of any row before. */
    UPSERTS {
        @Override
        long row(long number) {
            long before = number / 10 * 7;
            long place = number % 10;
            return place < 7 ? before + place : Long.remainderUnsigned(scattered(number), Math.max(1, before));
        }

        @Override
        long rows(long changes) {
            return changes / 10 * 7 + Math.min(7, changes % 10);
        }
    };

    /** Counted from 0 in the order of their first changes. */
    abstract long row(long number);

    /** How many rows the first changes make. */
    abstract long rows(long changes);

    /** Always alike, and never twice the same. */
    private static long scattered(long number) {
        long bits = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
