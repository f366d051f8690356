package io.lockweir.demo.ledger;

import io.lockweir.demo.bank.ColumnKind;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.canary.Canary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The canaries of the ledger: the same number for every encrypted column, and for the keys of an encrypted map. */
public final class LedgerCanaries {
    private final Map<Place, List<Canary>> byPlace = new EnumMap<>(Place.class);

    /** The places that values are planted in. */
    enum Place {
        AMOUNT(LedgerTable.PAYMENTS, "amount", ColumnKind.NUMERIC),
        COUNTERPARTY(LedgerTable.PAYMENTS, "counterparty", ColumnKind.TEXT),
        MEMO(LedgerTable.PAYMENTS, "memo", ColumnKind.TEXT),
        HOLDER(LedgerTable.PAYMENTS_STATIC, "holder", ColumnKind.TEXT),
        IBAN(LedgerTable.PAYMENTS_STATIC, "iban", ColumnKind.TEXT),
        PAYEE(LedgerTable.STANDING_ORDERS, "payee", ColumnKind.TEXT),
        AMOUNTS(LedgerTable.STANDING_ORDERS, "amounts", ColumnKind.NUMERIC),
        AMOUNTS_KEY(LedgerTable.STANDING_ORDERS, "amounts", ColumnKind.TEXT),
        CONTACTS(LedgerTable.STANDING_ORDERS, "contacts", ColumnKind.TEXT),
        DOCUMENT(LedgerTable.STANDING_ORDERS, "document", ColumnKind.BYTES),
        PAYER(LedgerTable.FEES, "payer", ColumnKind.TEXT),
        FEE_AMOUNT(LedgerTable.FEES, "amount", ColumnKind.NUMERIC);

        private final LedgerTable table;
        private final String column;
        private final ColumnKind kind;

        Place(LedgerTable table, String column, ColumnKind kind) {
            this.table = table;
            this.column = column;
            this.kind = kind;
        }
    }

    public LedgerCanaries(RandomGenerator random) {
        for (Place place : Place.values()) {
            List<Canary> own = new ArrayList<>();
            for (int i = 0; i < Canaries.PER_COLUMN; i++) {
                own.add(new Canary(
                        place.table.tableName() + "." + place.column, place.kind, Canaries.token(place.kind, random)));
            }
            byPlace.put(place, own);
        }
    }

    public List<Canary> all() {
        return byPlace.values().stream().flatMap(List::stream).toList();
    }

    /** One of a place's canaries. */
    String token(Place place, int index) {
        List<Canary> own = byPlace.getOrDefault(place, List.of());
        return own.get(Math.floorMod(index, own.size())).token();
    }
}
