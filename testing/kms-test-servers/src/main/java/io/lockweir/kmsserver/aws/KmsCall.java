package io.lockweir.kmsserver.aws;

import java.util.Map;

/** A call that arrived, as CloudTrail would list it: what, where, which key, who, with which encryption context. */
public record KmsCall(String action, String region, String keyId, String principal, Map<String, String> context) {

    public KmsCall {
        context = Map.copyOf(context);
    }
}
