package io.lockweir.sink.reconcile;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes digests of rows: HMAC-SHA-256 under a key of this run alone, so that nothing can be guessed from them, however few
 * values a column has. Equal values give equal digests on both sides. For one thread.
 */
public final class RowPrinter {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY = 0;
    private static final int ROW = 1;
    private static final int COLUMN = 2;

    private final ComparedRows rows;
    private final Mac mac;
    private final ValueBytes bytes = new ValueBytes();
    private final byte[] digest = new byte[32];
    private final ByteBuffer halves = ByteBuffer.wrap(digest);
    private boolean detail;

    public RowPrinter(ComparedRows rows) {
        this(rows, randomKey());
    }

    RowPrinter(ComparedRows rows, byte[] key) {
        this.rows = rows;
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** From now on, prints tell columns and keys as well. */
    void detail() {
        detail = true;
    }

    /**
     * Gives a row's print, if its key falls into a wanted range.
     *
     * @param values of the compared columns, in Iceberg's generic Java form
     */
    public void print(@Nullable Object[] values, IntPredicate wanted, Consumer<RowPrint> prints) {
        if (!rows.key().isEmpty()) {
            Digest key = key(values);
            if (wanted.test(key.range())) {
                prints.accept(print(key, row(values), values));
            }
            return;
        }
        Digest row = row(values);
        if (wanted.test(row.range())) {
            prints.accept(print(row, row, values));
        }
    }

    private RowPrint print(Digest key, Digest row, @Nullable Object[] values) {
        return new RowPrint(key, row, detail ? columns(values) : List.of(), detail ? keyText(values) : null);
    }

    private Digest row(@Nullable Object[] values) {
        bytes.start(ROW);
        for (int i = 0; i < values.length; i++) {
            bytes.add(rows.columns().get(i).type(), values[i]);
        }
        return digest();
    }

    /**
     * The digest of a row's key.
     *
     * @param values of which only those of the key need be there
     */
    public Digest key(@Nullable Object[] values) {
        bytes.start(KEY);
        for (int position : rows.key()) {
            bytes.add(rows.columns().get(position).type(), values[position]);
        }
        return digest();
    }

    private List<Long> columns(@Nullable Object[] values) {
        List<Long> prints = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.start(COLUMN + i);
            bytes.add(rows.columns().get(i).type(), values[i]);
            prints.add(digest().high());
        }
        return prints;
    }

    private @Nullable String keyText(@Nullable Object[] values) {
        if (!rows.keysAreClear()) {
            return null;
        }
        return rows.key().stream()
                .map(position -> rows.columns().get(position).name() + "=" + ValueText.of(values[position]))
                .collect(Collectors.joining(", "));
    }

    private Digest digest() {
        mac.update(bytes.array(), 0, bytes.size());
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The digest is as long as the array", e);
        }
        return new Digest(halves.getLong(0), halves.getLong(Long.BYTES));
    }
}
