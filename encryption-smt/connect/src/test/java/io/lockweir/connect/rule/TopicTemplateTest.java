package io.lockweir.connect.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TopicTemplateTest {
    private static final Pattern TOPICS = Pattern.compile("(?<domain>[a-z]+)\\.public\\.(.+?)(?<suffix>\\.v2)?");

    @Test
    void takesGroupsOfTheTopicByNameAndNumber() {
        assertThat(filled("pii-${domain}", "bank.public.cards")).isEqualTo("pii-bank");
        assertThat(filled("${1}/${2}", "bank.public.cards")).isEqualTo("bank/cards");
        assertThat(filled("${0}", "bank.public.cards")).isEqualTo("bank.public.cards");
        assertThat(filled("a$b\\{1}", "bank.public.cards")).isEqualTo("a$b\\{1}");
    }

    @Test
    void refusesGroupsThatTheExpressionHasNot() {
        assertThatThrownBy(() -> TopicTemplate.of("pii-${team}", TOPICS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The template pii-${team} refers to ${team}, and " + TOPICS
                        + " has no such group; write (?<name>...) there, or refer to a group by its number");
        assertThatThrownBy(() -> TopicTemplate.of("${4}", TOPICS)).hasMessageContaining("no such group");
        assertThatThrownBy(() -> TopicTemplate.of("${}", TOPICS)).hasMessageContaining("no such group");
        assertThatThrownBy(() -> TopicTemplate.of("a${domain", TOPICS))
                .hasMessage("The template a${domain has a ${ without its }");
        assertThatThrownBy(() -> TopicTemplate.of(" ", TOPICS)).hasMessage("A name is empty");
    }

    @Test
    void failsForATopicInWhichTheGroupIsMissing() {
        assertThat(filled("x${suffix}", "bank.public.cards.v2")).isEqualTo("x.v2");
        assertThatThrownBy(() -> filled("x${suffix}", "bank.public.cards"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "The template x${suffix} finds nothing for ${suffix} in topic bank.public.cards. Make the group "
                                + "match in every topic of the rule, or give the topic a rule of its own.");
    }

    @Test
    void choosesScopeAndKeysPerTopic() {
        FieldRule rule = new FieldRule(
                "r",
                TOPICS,
                List.of(FieldPath.of("email")),
                new FieldMode.Random(),
                KeyNames.of("${domain}", List.of("pii-${domain}", "backup"), TOPICS),
                OnRead.DECRYPT);

        assertThat(rule.in("other")).isEqualTo(Optional.empty());
        TopicRule bank = rule.in("bank.public.cards").orElseThrow();
        assertThat(bank.scope()).isEqualTo(new Scope.Namespace("bank"));
        assertThat(bank.keks()).containsExactly("pii-bank", "backup");
        assertThat(rule.in("shop.public.orders").orElseThrow().scope()).isEqualTo(new Scope.Namespace("shop"));
        assertThatThrownBy(
                        () -> new TopicRule("c", new FieldMode.Clear(), "n", List.of(), OnRead.DECRYPT, true).scope())
                .hasMessage("Rule 'c' makes no envelopes, it has no scope");
    }

    private static String filled(String template, String topic) {
        var matcher = TOPICS.matcher(topic);
        assertThat(matcher.matches()).isTrue();
        return TopicTemplate.of(template, TOPICS).in(matcher);
    }
}
