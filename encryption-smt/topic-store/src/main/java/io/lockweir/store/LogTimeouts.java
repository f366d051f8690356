package io.lockweir.store;

import java.time.Duration;

/**
 * How long is waited.
 *
 * @param start until everything is read that stood in a topic at the start
 * @param request for one answer or acknowledgement
 * @param stale without contact to the topic, before what was read from it is no longer relied on
 */
record LogTimeouts(Duration start, Duration request, Duration stale) {}
