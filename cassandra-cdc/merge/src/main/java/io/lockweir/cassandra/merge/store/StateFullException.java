package io.lockweir.cassandra.merge.store;

/** The kept rows exceed the bound of their store. What was being merged is half done: start again from a checkpoint with more room. */
public final class StateFullException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StateFullException(long bytes, long bound) {
        super("The state of the merged rows needs " + bytes + " bytes of heap and may have " + bound
                + ". Raise the bound and the worker's heap, follow fewer tables, spread them over more tasks, or use images=delta,"
                + " which keeps no rows");
    }

    private StateFullException(String message) {
        super(message);
    }

    /** There are bytes left, but not in one piece. */
    static StateFullException inPieces(long bytes, long bound, int wanted) {
        return new StateFullException(
                "The state of the merged rows holds " + bytes + " bytes of heap and may have " + bound
                        + ", but what rows of other sizes have left has no room for " + wanted
                        + " in one piece. Restart the task, which packs the rows anew, or raise the bound and the worker's heap");
    }
}
