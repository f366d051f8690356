package io.lockweir.stack.servers.catalog;

import java.util.List;

/**
 * What the log keeps of a request; no header and nothing of a body but the names of its updates.
 *
 * @param kind what the path is about, in the words of {@link PathKind}
 * @param updates the actions of a commit in their order
 * @param caller whom its token named
 */
record LoggedRequest(String method, PathKind kind, String path, List<String> updates, int status, String caller) {}
