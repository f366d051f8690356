package io.lockweir.connect.policy;

/**
 * What the plugin's own keys say about names of keys.
 *
 * @param namespace for rules that name none; a template
 * @param namespaceGiven whether somebody wrote it, or it is the default
 */
public record KeyDefaults(String namespace, boolean namespaceGiven) {}
