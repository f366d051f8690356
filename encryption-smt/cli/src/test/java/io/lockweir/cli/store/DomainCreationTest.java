package io.lockweir.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.Deks;
import io.lockweir.cli.MemoryKms;
import io.lockweir.cli.MemoryStore;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsDeniedException;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainCreationTest {
    private static final Scope.Join CUSTOMER = new Scope.Join(JoinDomain.of("customer", ValueType.INT64));

    private final MemoryStore store = new MemoryStore();

    @Test
    void wrapsTheKeyUnderEveryKek() throws KmsException {
        DomainCreation.Created created =
                creation(Deks.kek("eu"), Deks.kek("us")).run(CUSTOMER, "me");
        assertThat(created.result()).isEqualTo(DomainCreation.Result.CREATED);
        DekRecord record = store.domainKeys(CUSTOMER).get(0);
        assertThat(record.id()).isEqualTo(created.id());
        assertThat(record.wraps()).extracting(DekRecord.Wrap::kekLabel).containsExactly("eu", "us");
        assertThat(record.createdBy()).isEqualTo("me");
    }

    @Test
    void neverMakesASecondKey() throws KmsException {
        DomainCreation.Created first = creation(Deks.kek("eu")).run(CUSTOMER, "me");
        DomainCreation.Created second = creation(Deks.kek("eu")).run(CUSTOMER, "me");
        assertThat(second.result()).isEqualTo(DomainCreation.Result.EXISTS);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(store.records()).hasSize(1);
    }

    @Test
    void tellsWhenSomebodyElseWasFirst() throws KmsException {
        DekRecord other = Deks.record(CUSTOMER, Deks.kek("eu"));
        store.beforePublish(() -> store.put(other));
        DomainCreation.Created created = creation(Deks.kek("eu")).run(CUSTOMER, "me");
        assertThat(created.result()).isEqualTo(DomainCreation.Result.OVERTAKEN);
        assertThat(created.id()).isEqualTo(other.id());
    }

    @Test
    void publishesNothingWhenOneKekRefuses() {
        Kek refusing = new Kek("us", new MemoryKms("denied-wrap"), "k");
        assertThatThrownBy(() -> creation(Deks.kek("eu"), refusing).run(CUSTOMER, "me"))
                .isInstanceOf(KmsDeniedException.class);
        assertThat(store.records()).isEmpty();
    }

    private DomainCreation creation(Kek... keks) {
        return new DomainCreation(store, List.of(keks), new SecureRandom(), Clock.systemUTC(), KeyEvents.NONE);
    }
}
