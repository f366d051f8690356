package io.lockweir.cassandra.connector.snapshot;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.format.value.PartitionKey;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of one node, by the driver. Each query says what the time is, so that ends of cells are exact: protocol version 5. */
public final class NodeRows implements RowSource {
    private final CqlSession session;
    private final Clock clock;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    public NodeRows(CqlSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public Scan scan(RowQuery query, long fromToken, int pageRows) {
        return new NodeScan(query, fromToken, pageRows);
    }

    private final class NodeScan implements Scan {
        private final RowQuery query;
        private final SimpleStatement statement;
        private @Nullable ByteBuffer paging;

        NodeScan(RowQuery query, long fromToken, int pageRows) {
            this.query = query;
            this.statement = SimpleStatement.newInstance(query.from(fromToken))
                    .setPageSize(pageRows)
                    .setConsistencyLevel(ConsistencyLevel.ONE)
                    .setIdempotent(true);
        }

        @Override
        public Page next() {
            long now = now();
            try {
                ResultSet result = session.execute(
                        statement.setNowInSeconds(Math.toIntExact(now)).setPagingState(paging));
                List<FoundRow> rows = new ArrayList<>();
                while (result.getAvailableWithoutFetching() > 0) {
                    rows.add(found(query, Objects.requireNonNull(result.one()), now));
                }
                paging = result.getExecutionInfo().getPagingState();
                return new Page(rows, paging == null);
            } catch (InvalidQueryException e) {
                throw new StaleSchemaException(e);
            }
        }
    }

    @Override
    public Optional<FoundRow> one(RowQuery query, Doubt doubt) {
        long now = now();
        try {
            String text = query.one(doubt.isStatic() ? RowQuery.Scope.STATICS : RowQuery.Scope.ROW);
            PreparedStatement statement = prepared.computeIfAbsent(text, session::prepare);
            BoundStatementBuilder bound = statement.boundStatementBuilder();
            int at = 0;
            for (Slice part : PartitionKey.components(query.table(), doubt.key())) {
                bound.setBytesUnsafe(at++, part.toByteBuffer());
            }
            for (int i = 0; i < (doubt.isStatic() ? 0 : doubt.clustering().size()); i++) {
                Slice value = doubt.clustering().value(i);
                bound.setBytesUnsafe(at++, value == null ? null : value.toByteBuffer());
            }
            Row row = session.execute(bound.build()
                            .setNowInSeconds(Math.toIntExact(now))
                            .setConsistencyLevel(ConsistencyLevel.ONE)
                            .setIdempotent(true))
                    .one();
            return Optional.ofNullable(row).map(found -> found(query, found, now));
        } catch (InvalidQueryException e) {
            throw new StaleSchemaException(e);
        }
    }

    @Override
    public Optional<TableSchema> current(TableId table) {
        return Schemas.of(session).tables().stream()
                .filter(known -> known.id().equals(table))
                .findFirst();
    }

    private static FoundRow found(RowQuery query, Row row, long now) {
        List<@Nullable Slice> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            ByteBuffer bytes = row.getBytesUnsafe(i);
            values.add(bytes == null ? null : slice(bytes));
        }
        return new FoundRow(query, values, now);
    }

    private static Slice slice(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Slice.of(copy);
    }
}
