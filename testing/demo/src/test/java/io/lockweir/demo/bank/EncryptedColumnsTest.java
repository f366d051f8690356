package io.lockweir.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** bank.sql, {@link BankTable} and the connector files name the same encrypted columns. */
class EncryptedColumnsTest {
    private static final Pattern MARKED = Pattern.compile("(?m)^    (\\w+) .*-- \\[E\\]");

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheSchema(BankTable table) throws IOException {
        try (InputStream sql =
                Objects.requireNonNull(BankTable.class.getResourceAsStream("/io/lockweir/demo/bank.sql"))) {
            String text = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
            int start = text.indexOf("create table " + table.tableName());
            Matcher marked = MARKED.matcher(text.substring(start, text.indexOf(");\n", start)));
            TreeSet<String> columns = new TreeSet<>();
            while (marked.find()) {
                columns.add(marked.group(1));
            }
            assertThat(columns).isEqualTo(encrypted(table));
        }
    }

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheSource(BankTable table) throws IOException {
        assertThat(fields("aurora-bank.json", "transforms.encrypt.rules.", ".topics", ".fields", table))
                .isEqualTo(encrypted(table));
    }

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheSinks(BankTable table) throws IOException {
        for (String file : List.of("iceberg-bank.json", "iceberg-bank-upsert.json")) {
            assertThat(fields(file, "policies.", ".tables", ".decrypt", table)).isEqualTo(encrypted(table));
        }
    }

    private static Set<String> encrypted(BankTable table) {
        TreeSet<String> columns = new TreeSet<>();
        table.columns().stream().filter(Column::encrypted).map(Column::name).forEach(columns::add);
        return columns;
    }

    private static Set<String> fields(String file, String prefix, String scope, String list, BankTable table)
            throws IOException {
        JsonNode config =
                new ObjectMapper().readTree(connectors().resolve(file).toFile()).path("config");
        TreeSet<String> columns = new TreeSet<>();
        config.properties().forEach(entry -> {
            String key = entry.getKey();
            if (key.startsWith(prefix)
                    && key.endsWith(scope)
                    && entry.getValue().asText().endsWith("\\." + table.tableName())) {
                String fields = config.path(key.substring(0, key.length() - scope.length()) + list)
                        .asText();
                Arrays.stream(fields.split(","))
                        .map(field -> field.replace("[*]", ""))
                        .forEach(columns::add);
            }
        });
        return columns;
    }

    private static Path connectors() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("docker/connectors"))) {
                return folder.resolve("docker/connectors");
            }
        }
        throw new IllegalStateException("docker/connectors is not above the working folder");
    }
}
