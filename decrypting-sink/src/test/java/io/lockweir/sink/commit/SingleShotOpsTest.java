package io.lockweir.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class SingleShotOpsTest {

    private final TestTable table = new TestTable();

    @Test
    void refusesEveryOtherUpdate() {
        refuses(transaction -> transaction
                .updateSchema()
                .addColumn("extra", Types.StringType.get())
                .commit());
        refuses(transaction -> transaction.updateSpec().addField("id").commit());
        refuses(transaction -> transaction.replaceSortOrder().asc("id").commit());
        refuses(transaction ->
                transaction.updateLocation().setLocation("elsewhere").commit());
        refuses(transaction -> transaction
                .updateProperties()
                .set("write.format.default", "avro")
                .commit());
        refuses(transaction -> transaction
                .updateProperties()
                .set("lockweir.s1.topic.0", "1|a|2|3")
                .set("owner", "us")
                .commit());
        refuses(transaction ->
                transaction.updateProperties().remove("absent").set("a", "b").commit());
    }

    @Test
    void sendsOnceAndNeverLoads() {
        SingleShotOps once = once();
        TableMetadata changed = TableMetadata.buildFrom(once.current())
                .setProperties(Map.of("lockweir.s1.topic.0", "1|a|2|3"))
                .build();
        once.commit(once.current(), changed);
        assertThat(once.sent()).isTrue();
        assertThat(once.refresh()).isSameAs(once.current());
        assertThatThrownBy(() -> once.commit(once.current(), changed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("One attempt is one state and one request");
    }

    @Test
    void saysNothingIsKnownWhateverTheRefusal() {
        SingleShotOps late = once();
        table.load().updateProperties().set("someone", "else").commit();
        TableMetadata changed = TableMetadata.buildFrom(late.current())
                .setProperties(Map.of("lockweir.s1.topic.0", "1|a|2|3"))
                .build();
        assertThatThrownBy(() -> late.commit(late.current(), changed)).isInstanceOf(CommitStateUnknownException.class);
    }

    private SingleShotOps once() {
        TableOperations ops = ((HasTableOperations) table.load()).operations();
        return new SingleShotOps(ops, ops.current(), () -> true);
    }

    private void refuses(Consumer<Transaction> change) {
        SingleShotOps once = once();
        TableMetadata before = once.current();
        Transaction transaction = Transactions.newTransaction("bank.customers", once);
        change.accept(transaction);
        assertThatThrownBy(transaction::commitTransaction)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The sink may append and record its progress, nothing else; refused: ");
        assertThat(once.sent()).isFalse();
        assertThat(((HasTableOperations) table.load()).operations().current().metadataFileLocation())
                .isEqualTo(before.metadataFileLocation());
    }
}
