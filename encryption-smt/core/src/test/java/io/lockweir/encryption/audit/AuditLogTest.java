package io.lockweir.encryption.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.MovableClock;
import io.lockweir.encryption.keys.RegistryKey;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final DekId ID = DekId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    private static final Scope BANK = new Scope.Namespace("bank");
    private static final Pattern NAME = Pattern.compile("\"([a-z.]+)\":");

    private final List<String> info = new ArrayList<>();
    private final List<String> warn = new ArrayList<>();
    private final AuditLog log = new AuditLog("anna@worker-1/42", new MovableClock(), info::add, warn::add);

    @Test
    void writesALineOfJsonPerEvent() {
        log.published(ID, BANK, List.of("eu", "us"), Duration.ofMillis(12));

        assertThat(info)
                .containsExactly("{\"time\":\"2026-01-01T00:00:00.000Z\",\"event\":\"published\","
                        + "\"principal\":\"anna@worker-1/42\",\"key\":\"0102030405060708090a0b0c0d0e0f10\","
                        + "\"scope\":\"bank\",\"suite\":\"01\",\"keks\":[\"eu\",\"us\"],\"took.ms\":12}");
    }

    @Test
    void saysAtWarnWhatSomebodyHasToLookAt() {
        log.denied(ID, BANK, "eu", KmsException.Kind.UNKNOWN_KEK);
        log.poisoned(ID, "eu");

        assertThat(info).isEmpty();
        assertThat(warn).hasSize(2);
        assertThat(warn.get(0)).contains("\"event\":\"denied\"", "\"kek\":\"eu\"", "\"reason\":\"UNKNOWN_KEK\"");
    }

    @Test
    void tellsADomainByItsNameAndSuite() {
        log.rotated(new Scope.Join(JoinDomain.of("customer", ValueType.INT64)), ID);

        assertThat(info.get(0)).contains("\"scope\":\"customer\",\"suite\":\"02\"");
    }

    @Test
    void aNameFromARecordNeitherEndsALineNorHidesOne() {
        log.poisoned(ID, "a\"}\n{\"event\":\"forged\\\u2028\u202E\u001B[2K");

        assertThat(warn.get(0))
                .endsWith("\"kek\":\"a\\\"}\\u000a{\\\"event\\\":\\\"forged\\\\\\u2028\\u202e\\u001b[2K\"}");
    }

    @Test
    void everyEventHasTheFieldsThatTheReferenceStates() {
        Map<AuditEvent, Consumer<AuditLog>> calls = new EnumMap<>(AuditEvent.class);
        calls.put(AuditEvent.CREATED, events -> events.created(ID, BANK, List.of("eu")));
        calls.put(AuditEvent.PUBLISHED, events -> events.published(ID, BANK, List.of("eu"), Duration.ZERO));
        calls.put(AuditEvent.ROTATED, events -> events.rotated(BANK, ID));
        calls.put(AuditEvent.UNWRAPPED, events -> events.unwrapped(ID, BANK, "eu", Duration.ZERO));
        calls.put(AuditEvent.CONFIRMED, events -> events.confirmed(ID, BANK, "eu"));
        calls.put(AuditEvent.DENIED, events -> events.denied(ID, BANK, "eu", KmsException.Kind.DENIED));
        calls.put(AuditEvent.UNAVAILABLE, events -> events.unavailable(ID, BANK, "store"));
        calls.put(AuditEvent.EVICTED, events -> events.evicted(ID, BANK, KeyEvents.Eviction.STALE));
        calls.put(AuditEvent.POISONED, events -> events.poisoned(ID, "eu"));
        calls.put(AuditEvent.POISON, events -> events.poison("deks", 0, 12));
        calls.put(AuditEvent.SHREDDED, events -> events.shredded("0a1b", BANK));
        calls.put(AuditEvent.FINALIZED, log -> log.finalized("bank", List.of("eu"), 7));
        calls.put(AuditEvent.REWRAPPED, log -> log.rewrapped(ID, BANK, List.of("us")));
        calls.put(AuditEvent.NAMESPACE_REWRAPPED, log -> log.namespaceRewrapped("bank", List.of("us")));
        calls.put(AuditEvent.EXPORTED, log -> log.exported(AuditLog.Kept.SUBJECTS, 7));
        calls.put(AuditEvent.RESTORED, log -> log.restored(AuditLog.Kept.DATA_KEYS, 7));
        calls.put(AuditEvent.REENCRYPTED, log -> log.reencrypted("a", "b", 7));
        RegistryKey key = new RegistryKey("kek1", "orders-value", "AES256_GCM", 3);
        calls.put(AuditEvent.REGISTERED, events -> events.registered(key));
        calls.put(AuditEvent.OPENED, events -> events.opened(key));
        calls.put(AuditEvent.REFUSED, events -> events.refused(key, KeyUnavailableError.Reason.DENIED));
        calls.put(AuditEvent.KEYSET_CHANGED, log -> log.keysetChanged("add", "1000"));

        assertThat(calls).containsOnlyKeys(AuditEvent.values());
        calls.forEach((event, call) -> {
            List<String> lines = new ArrayList<>();
            call.accept(new AuditLog("anna", new MovableClock(), lines::add, lines::add));
            assertThat(lines).hasSize(1);
            assertThat(names(lines.get(0))).containsExactlyElementsOf(expected(event));
        });
    }

    @Test
    void namesTheProcess() {
        assertThat(Principal.ofProcess())
                .matches(".+@.+/" + ProcessHandle.current().pid());
    }

    private static List<String> expected(AuditEvent event) {
        return Stream.concat(
                        Stream.of(AuditEvent.Field.TIME, AuditEvent.Field.EVENT, AuditEvent.Field.PRINCIPAL),
                        event.fields().stream())
                .map(AuditEvent.Field::label)
                .toList();
    }

    private static List<String> names(String line) {
        return NAME.matcher(line).results().map(match -> match.group(1)).collect(Collectors.toList());
    }
}
