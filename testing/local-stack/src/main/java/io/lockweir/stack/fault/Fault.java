package io.lockweir.stack.fault;

import java.time.Duration;

/** What happens to one request instead of being passed on and answered. */
public sealed interface Fault {

    /** The server gets the request and acts on it; the client is told {@code status} all the same. */
    record AnswerAfterApplying(int status) implements Fault {}

    /** The server never sees the request. */
    record AnswerInstead(int status) implements Fault {}

    /** The server acts on the request; the client's connection ends without an answer. */
    record DropAfterApplying() implements Fault {}

    /** The client's connection ends without an answer, and the server never sees the request. */
    record DropInstead() implements Fault {}

    /** The request is passed on late; the answer is the server's. */
    record Delay(Duration before) implements Fault {}

    /** The server acts on the request at once; the answer comes late. */
    record DelayAnswer(Duration after) implements Fault {}
}
