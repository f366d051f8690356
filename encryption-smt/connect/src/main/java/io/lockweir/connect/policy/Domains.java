package io.lockweir.connect.policy;

import io.lockweir.connect.rule.ModeKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The join domains that the file declares: once each, so that two fields of a domain can't disagree about its type. */
final class Domains {
    private static final String SECTION = "domains";
    private static final String TYPE = "type";
    private static final String NORMALISER = "normaliser";

    private final Map<String, Map<String, String>> domains = new LinkedHashMap<>();

    Domains(YamlMap top) {
        if (!top.has(SECTION)) {
            return;
        }
        YamlMap section = top.map(SECTION);
        for (String name : section.keys()) {
            YamlMap domain = section.map(name).only(Set.of(TYPE, NORMALISER));
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put(ModeKeys.JOIN_TYPE, domain.requiredText(TYPE));
            domain.text(NORMALISER).ifPresent(text -> settings.put(ModeKeys.JOIN_NORMALISER, text));
            domains.put(name, settings);
        }
    }

    /** Adds the domain's settings to a field's that names it. */
    void complete(Map<String, Object> settings, YamlMap field) {
        Object name = settings.get(ModeKeys.JOIN_DOMAIN);
        if (name == null) {
            return;
        }
        Map<String, String> domain = domains.get(String.valueOf(name));
        if (domain == null) {
            throw field.errorAt(
                    ModeKeys.JOIN_DOMAIN,
                    "the join domain '" + name + "' is not declared. Add it under `" + SECTION
                            + "` with its type, as in `"
                            + name + ": {type: string}`, or correct the name. Declared: "
                            + List.copyOf(domains.keySet())
                            + ".");
        }
        for (String key : List.of(ModeKeys.JOIN_TYPE, ModeKeys.JOIN_NORMALISER)) {
            if (settings.containsKey(key)) {
                throw field.errorAt(
                        key,
                        "`" + key + "` belongs to the domain's declaration under `" + SECTION + "`. Remove it here.");
            }
        }
        settings.putAll(domain);
    }
}
