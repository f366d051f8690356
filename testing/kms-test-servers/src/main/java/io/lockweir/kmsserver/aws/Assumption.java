package io.lockweir.kmsserver.aws;

import java.util.Map;

/** A role assumed by AssumeRole: which, under what session name, with which external id and session tags. */
public record Assumption(String roleArn, String session, String externalId, Map<String, String> tags) {

    public Assumption {
        tags = Map.copyOf(tags);
    }
}
