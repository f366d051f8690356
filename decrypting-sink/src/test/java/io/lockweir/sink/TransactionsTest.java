package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    private final List<MockProducer<byte[], byte[]>> opened = new ArrayList<>();
    private int nextId;

    @Test
    void sendsOtherRecordsThroughAnotherProducerWhenATransactionIsRefused() {
        try (Transactions transactions = refusing(1)) {
            transactions.commit(this::one);
            transactions.commit(this::one);
        }

        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).history()).isEmpty();
        assertThat(opened.get(0).closed()).isTrue();
        assertThat(opened.get(1).history())
                .extracting(sent -> ByteBuffer.wrap(sent.value()).getInt())
                .containsExactly(1, 2);
    }

    @Test
    void givesUpWhenEveryTransactionIsRefused() {
        try (Transactions transactions = refusing(10)) {
            assertThatThrownBy(() -> transactions.commit(this::one)).isInstanceOf(InvalidTxnStateException.class);
        }
        assertThat(opened).hasSize(4);
    }

    @Test
    void takesNoMissingAnswerForARefusal() {
        try (Transactions transactions =
                transactions(producer -> producer.commitTransactionException = new TimeoutException())) {
            assertThatThrownBy(() -> transactions.commit(this::one)).isInstanceOf(TimeoutException.class);
        }
        assertThat(opened).hasSize(1);
    }

    private Transactions refusing(int times) {
        return transactions(producer -> {
            if (opened.size() <= times) {
                producer.commitTransactionException = new InvalidTxnStateException("under load");
            }
        });
    }

    private Transactions transactions(Consumer<MockProducer<byte[], byte[]>> fault) {
        return new Transactions(() -> {
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            opened.add(producer);
            fault.accept(producer);
            return producer;
        });
    }

    private List<ProducerRecord<byte[], byte[]>> one() {
        return List.of(new ProducerRecord<>(
                "t", ByteBuffer.allocate(Integer.BYTES).putInt(nextId++).array()));
    }
}
