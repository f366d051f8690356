package io.lockweir.registry.rule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a schema that run when records are written and read.
 *
 * @param domainRules on the record
 * @param encodingRules on its bytes
 */
public record RuleSet(List<Rule> domainRules, List<Rule> encodingRules) {
    /** No rule. */
    public static final RuleSet NONE = new RuleSet(List.of(), List.of());

    public RuleSet {
        domainRules = List.copyOf(domainRules);
        encodingRules = List.copyOf(encodingRules);
    }

    /** Whether there is no rule at all. */
    public boolean isEmpty() {
        return domainRules.isEmpty() && encodingRules.isEmpty();
    }

    /**
     * The rule set in the registry's JSON, empty for null. Migration rules are not read: they run between versions of a schema.
     *
     * @throws IllegalArgumentException if it is not of the documented form
     */
    public static RuleSet of(@Nullable JsonElement json) {
        JsonObject object = RuleJson.object(json, "ruleSet");
        return new RuleSet(rules(object, "domainRules"), rules(object, "encodingRules"));
    }

    private static List<Rule> rules(JsonObject object, String name) {
        return RuleJson.array(object.get(name), name).stream().map(Rule::of).toList();
    }
}
