package io.lockweir.connect.policy;

import io.lockweir.connect.rule.Profile;

/**
 * What the plugin's own keys say about keys.
 *
 * @param namespace for rules that name none; a template
 * @param namespaceGiven whether somebody wrote it, or it is the default
 * @param profile of rules that name none; a policy file does not take it
 */
public record KeyDefaults(String namespace, boolean namespaceGiven, Profile profile) {

    /** Of profile native. */
    public KeyDefaults(String namespace, boolean namespaceGiven) {
        this(namespace, namespaceGiven, Profile.NATIVE);
    }
}
