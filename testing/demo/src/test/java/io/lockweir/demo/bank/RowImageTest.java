package io.lockweir.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.lake.LakeSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;

class RowImageTest {
    @Test
    void findsTheSameAccountOnBothSides() {
        Record row = account();
        RowImage lake = RowImage.ofLake(BankTable.ACCOUNTS, row);
        RowImage audit = RowImage.ofAudit(BankTable.ACCOUNTS, CanonicalJson.parse("""
                {"account_id": "0192d1f0-0000-7000-8000-000000000001", "customer_id": 7, "owner_national_id": "ID1",
                 "iban": "XX00", "balance": 10.5000, "credit_limit": null, "holders": ["a", null, "😀"], "currency": "EUR",
                 "status": null, "opened_on": "2020-02-29", "risk_scores": [1, null], "settings": {"b": 1.10, "a": null},
                 "updated_at": "2026-01-05T01:02:03.000004+00:00", "version": 3}"""));
        assertThat(lake.differences(audit)).isEmpty();
        assertThat(lake.change("u")).isEqualTo(audit.change("u"));
        assertThat(lake.change("u").identity()).isNotEqualTo(audit.change("d").identity());
        assertThat(lake.identity("u")).isEqualTo("accounts u key 0192d1f0-0000-7000-8000-000000000001 version 3");
    }

    @Test
    void namesTheColumnsThatDiffer() {
        Record other = account();
        other.setField("balance", new BigDecimal("10.5001"));
        other.setField("holders", Arrays.asList("a", null, "null"));
        other.setField("credit_limit", new BigDecimal("0.0000"));
        assertThat(RowImage.ofLake(BankTable.ACCOUNTS, account())
                        .differences(RowImage.ofLake(BankTable.ACCOUNTS, other)))
                .containsExactly("balance", "credit_limit", "holders");
    }

    @Test
    void comparesBytesDatesAndLargeTexts() {
        Record row = GenericRecord.create(LakeSchema.of(BankTable.CUSTOMERS));
        row.setField("customer_id", 1L);
        row.setField("photo", ByteBuffer.wrap(new byte[] {0, -1, 16}));
        row.setField("birth_date", LocalDate.parse("7341-08-23"));
        row.setField("notes", "\"quoted\" \\ \u0001 ünïcödé");
        row.setField("phones", List.of());
        RowImage audit = RowImage.ofAudit(BankTable.CUSTOMERS, CanonicalJson.parse("""
                {"customer_id": 1, "photo": "\\\\x00ff10", "birth_date": "7341-08-23", "phones": [],
                 "notes": "\\"quoted\\" \\\\ \\u0001 ünïcödé"}"""));
        assertThat(RowImage.ofLake(BankTable.CUSTOMERS, row).differences(audit)).isEmpty();
    }

    private static Record account() {
        Record row = GenericRecord.create(LakeSchema.of(BankTable.ACCOUNTS));
        row.setField("account_id", "0192d1f0-0000-7000-8000-000000000001");
        row.setField("customer_id", 7L);
        row.setField("owner_national_id", "ID1");
        row.setField("iban", "XX00");
        row.setField("balance", new BigDecimal("10.5000"));
        row.setField("holders", Arrays.asList("a", null, "😀"));
        row.setField("currency", "EUR");
        row.setField("opened_on", LocalDate.parse("2020-02-29"));
        row.setField("risk_scores", Arrays.asList(1, null));
        row.setField("settings", "{\"a\":null,\"b\":1.10}");
        row.setField("updated_at", OffsetDateTime.parse("2026-01-05T02:02:03.000004+01:00"));
        row.setField("version", 3L);
        return row;
    }
}
