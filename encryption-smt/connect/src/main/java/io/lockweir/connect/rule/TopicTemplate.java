package io.lockweir.connect.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A name with parts of the topic's: {@code pii-${domain}} takes the group {@code (?<domain>…)} of the rule's expression, {@code ${1}}
 * the first group, {@code ${0}} the whole topic. Filled in once per topic.
 */
public final class TopicTemplate {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    private final String text;

    private TopicTemplate(String text) {
        this.text = text;
    }

    /**
     * Reads a template.
     *
     * @param topics the expression whose groups it refers to
     * @throws IllegalArgumentException when it is empty, or the expression has not such a group
     */
    public static TopicTemplate of(String text, Pattern topics) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A name is empty");
        }
        // The empty alternative matches, so that the groups can be asked for before any topic is known.
        Matcher probe = Pattern.compile(topics.pattern() + "|", topics.flags()).matcher("");
        if (probe.find()) {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                requireGroup(text, reference.group(1), probe, topics);
            }
        }
        if (REFERENCE.matcher(text).replaceAll("").contains("${")) {
            throw new IllegalArgumentException("The template " + text + " has a ${ without its }");
        }
        return new TopicTemplate(text);
    }

    /** A name that is the same in every topic. */
    public static TopicTemplate literal(String name) {
        return of(name, Pattern.compile(""));
    }

    /**
     * The name in one topic.
     *
     * @param topic has matched
     * @throws ConfigException when a group took no part in the match
     */
    public String in(Matcher topic) {
        StringBuilder name = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            String group = group(topic, reference.group(1));
            if (group == null || group.isEmpty()) {
                throw new ConfigException("The template " + text + " finds nothing for ${" + reference.group(1)
                        + "} in topic " + topic.group()
                        + ". Make the group match in every topic of the rule, or give the topic a rule of its own.");
            }
            reference.appendReplacement(name, Matcher.quoteReplacement(group));
        }
        return reference.appendTail(name).toString();
    }

    /** Whether it can be this name, in whatever topic. */
    public boolean canBe(String name) {
        StringBuilder pattern = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        int end = 0;
        while (reference.find()) {
            pattern.append(Pattern.quote(text.substring(end, reference.start())))
                    .append(".+");
            end = reference.end();
        }
        pattern.append(Pattern.quote(text.substring(end)));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(name).matches();
    }

    private static void requireGroup(String text, String name, Matcher probe, Pattern topics) {
        try {
            group(probe, name);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The template " + text + " refers to ${" + name + "}, and " + topics
                            + " has no such group; write (?<name>...) there, or refer to a group by its number",
                    e);
        }
    }

    private static @Nullable String group(Matcher matcher, String name) {
        return NUMBER.matcher(name).matches() ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
