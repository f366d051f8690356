package io.lockweir.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ledger.cql, {@link LedgerTable} and the connector files name the same columns, and encrypt the same. */
class LedgerColumnsTest {
    private static final Pattern COLUMN = Pattern.compile("(?m)^    (\\w+) [a-z].*?(-- \\[E\\])?$");

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheSchema(LedgerTable table) throws IOException {
        Set<String> names = new TreeSet<>();
        Set<String> encrypted = new TreeSet<>();
        Matcher column = COLUMN.matcher(definition(table));
        while (column.find()) {
            boolean key = table.key().stream().anyMatch(known -> known.name().equals(column.group(1)));
            boolean isStatic = column.group().contains(" STATIC");
            if (key || isStatic == (table == LedgerTable.PAYMENTS_STATIC)) {
                names.add(column.group(1));
                if (column.group(2) != null) {
                    encrypted.add(column.group(1));
                }
            }
        }
        assertThat(names)
                .isEqualTo(table.columns().stream().map(LedgerColumn::name).collect(Collectors.toSet()));
        assertThat(encrypted).isEqualTo(table.encryptedColumns());
    }

    private static String definition(LedgerTable table) throws IOException {
        try (InputStream script =
                Objects.requireNonNull(Bank.class.getResourceAsStream("/io/lockweir/demo/ledger.cql"))) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            String cql = table == LedgerTable.PAYMENTS_STATIC ? "payments" : table.tableName();
            int start = text.indexOf("CREATE TABLE bank_ledger." + cql + " ");
            return text.substring(start, text.indexOf(";", start));
        }
    }

    @ParameterizedTest
    @EnumSource
    void areEncryptedBySourceAndDecryptedBySink(LedgerTable table) {
        assertThat(fields(
                        "cassandra-bank.json",
                        "transforms.encrypt.rules.",
                        ".topics",
                        ".fields",
                        table.topic(Bank.DEMO)))
                .isEqualTo(table.encryptedColumns());
        String name = LedgerTable.namespace(Bank.DEMO) + "." + table.tableName();
        assertThat(fields("iceberg-ledger.json", "policies.", ".tables", ".decrypt", name))
                .isEqualTo(table.encryptedColumns());
        assertThat(config("iceberg-ledger.json").get("mapping.topics")).contains(table.topic(Bank.DEMO) + ":" + name);
    }

    private static Map<String, String> config(String file) {
        return ConnectorFile.read(ProjectFolder.ofProperty().connectorFile(file))
                .config();
    }

    private static Set<String> fields(String file, String prefix, String scope, String list, String name) {
        Map<String, String> config = config(file);
        return config.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(prefix) && entry.getKey().endsWith(scope))
                .filter(entry -> name.matches(entry.getValue()))
                .map(entry -> entry.getKey().substring(0, entry.getKey().length() - scope.length()) + list)
                .flatMap(key -> Arrays.stream(config.getOrDefault(key, "").split(",")))
                .collect(Collectors.toSet());
    }
}
