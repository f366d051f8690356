package io.lockweir.sink.commit;

/** The task closed before the request was sent; nothing happened. */
final class CommitCancelledException extends RuntimeException {
    CommitCancelledException() {
        super("Cancelled before it was sent");
    }
}
