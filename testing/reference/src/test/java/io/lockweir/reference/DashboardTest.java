package io.lockweir.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.cassandra.connector.metrics.SourceMetricsMXBean;
import io.lockweir.sink.SinkMetricsMXBean;
import io.lockweir.sink.TableMetricsMXBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard over the rules over the MBeans, each against the next. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("lockweir_\\w+");
    private static final Pattern RULE = Pattern.compile("- pattern: '(.+)'\n    name: (\\w+)\\$(\\d)\n");
    private static final String BEAN = "io.lockweir<type=iceberg-sink, connector=\"bank\"><>";
    private static final String CASSANDRA_BEAN = "io.lockweir<type=cassandra-source, connector=\"bank\"><>";
    private static final String TABLE_BEAN =
            "io.lockweir<type=iceberg-sink-table, connector=\"bank\", table=\"bank.customers\"><>";

    private final Repository repository = Repository.here();
    private final List<MatchResult> rules = RULE.matcher(repository.read("docker/metrics/jmx-exporter.yml"))
            .results()
            .toList();

    @Test
    void everyPanelShowsNumbersThatTheRulesMakeOfMBeans() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(repository.read("docker/metrics/iceberg-sink.json"));
        List<String> asked = new ArrayList<>(dashboard.findValuesAsText("expr"));
        asked.addAll(dashboard.findValuesAsText("definition"));

        Set<String> shown = new HashSet<>();
        asked.forEach(question ->
                METRIC.matcher(question).results().map(MatchResult::group).forEach(shown::add));

        assertThat(dashboard.path("panels"))
                .allSatisfy(panel -> assertThat(panel.findValuesAsText("expr"))
                        .as(panel.path("title").asText())
                        .isNotEmpty()
                        .allMatch(question -> METRIC.matcher(question).find()));
        assertThat(shown).isNotEmpty().isSubsetOf(exported());
        assertThat(shown).contains("lockweir_sink_table_lag_ms", "lockweir_sink_table_lag_records");
    }

    @Test
    void everyRuleMatchesItsBeanAndNoOther() {
        assertThat(rules).hasSize(3);
        assertThat(name(BEAN, "Rows")).containsExactly("lockweir_sink_rows");
        assertThat(name(CASSANDRA_BEAN, "LagBytes")).containsExactly("lockweir_cassandra_lag_bytes");
        assertThat(name(TABLE_BEAN, "LagMs")).containsExactly("lockweir_sink_table_lag_ms");
    }

    @Test
    void thePageOfTheCassandraSourceNamesEveryNumberOfItsMBean() {
        String page = repository.read("docs/cassandra.md");
        assertThat(Arrays.stream(SourceMetricsMXBean.class.getMethods())
                        .map(method -> method.getName().substring("get".length())))
                .allSatisfy(attribute -> assertThat(page).contains("`" + attribute + "`"));
    }

    /** Of numbers, since the exporter passes over everything else. */
    private Set<String> exported() {
        Set<String> names = new HashSet<>();
        numbers(SinkMetricsMXBean.class).forEach(attribute -> names.addAll(name(BEAN, attribute)));
        numbers(TableMetricsMXBean.class).forEach(attribute -> names.addAll(name(TABLE_BEAN, attribute)));
        return names;
    }

    private static Stream<String> numbers(Class<?> bean) {
        return Arrays.stream(bean.getMethods())
                .filter(method -> method.getReturnType().isPrimitive())
                .map(Method::getName)
                .filter(name -> name.startsWith("get"))
                .map(name -> name.substring("get".length()));
    }

    /** What the exporter makes of an attribute: it searches {@code bean<properties><>attribute: value} for each pattern. */
    private List<String> name(String bean, String attribute) {
        String snake = attribute.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return rules.stream()
                .map(rule -> Pattern.compile(rule.group(1))
                        .matcher(bean + snake + ": 1")
                        .results()
                        .map(found -> rule.group(2) + found.group(Integer.parseInt(rule.group(3)))))
                .flatMap(found -> found)
                .toList();
    }
}
