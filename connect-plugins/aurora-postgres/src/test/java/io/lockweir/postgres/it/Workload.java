package io.lockweir.postgres.it;

import java.sql.SQLException;

/** What banks do to their tables, with every type of the demo and the awkward values of each. */
final class Workload {

    static final String[] TABLES = {
        "create schema parity",
        """
        create table parity.customers (id bigint primary key, reference uuid not null, full_name text, email varchar(80),
            birth_date date, phones text[], scores integer[], preferences jsonb, photo bytea, notes text,
            created_at timestamptz not null default now(), local_time timestamp, opening time, balance numeric(24, 4),
            free numeric, rate double precision, ratio real, attempts smallint, active boolean)""",
        "alter table parity.customers replica identity full",
        "create table parity.accounts (id uuid primary key, customer_id bigint, amount numeric(24, 4), memo text, kind char(3))",
    };

    static final String[] BEFORE_THE_START = {
        "insert into parity.customers (id, reference, full_name) values (1, gen_random_uuid(), 'Ada'), "
                + "(2, gen_random_uuid(), null)",
        "insert into parity.accounts values (gen_random_uuid(), 1, 0.0001, null, 'EUR')"
    };

    static final String WARM_UP = "insert into parity.accounts values (gen_random_uuid(), 1, 1, 'warm up', 'EUR')";

    private static final String[] TRANSACTION = {
        """
        insert into parity.customers values (10, '6f1c1f0e-7b1a-4a0e-9a43-0d2f4bd0a001', 'Zoë Ångström 王小明 🏦', 'a@b.example',
            '1970-01-01', '{"+41 1","",null}', '{1,null,-3}', '{"a": [1, 2.50, null], "ü": "\\u2028"}', '\\x00ff10',
            'short', '2026-11-22 14:00:00.123456+02', '2026-02-28 23:59:59.999999', '23:59:59.999', 12345678901234567890.1234,
            -0.00001, 1e300, 0.1, -32768, true)""",
        """
        insert into parity.customers values (11, '6f1c1f0e-7b1a-4a0e-9a43-0d2f4bd0a002', '', null, '0001-01-01', '{}', '{}',
            'null', '', null, '0001-01-01 00:00:00+00', '1582-10-15', '00:00', -0.0000, 1e20, 'NaN', 'Infinity', 32767, false)""",
        "insert into parity.customers (id, reference, notes) select i, gen_random_uuid(), repeat('long text ' || i, 2000) "
                + "from generate_series(20, 24) i",
        "update parity.customers set full_name = 'unchanged TOAST stays' where id between 20 and 24",
        "update parity.customers set notes = null, balance = balance + 0.0001 where id in (10, 20)",
        "update parity.customers set id = 12 where id = 11",
        "delete from parity.customers where id = 12"
    };

    private Workload() {}

    /** Runs it and tells how many records it makes: a changed key makes three, a delete two. */
    static int run(Database database) throws SQLException {
        database.transaction(TRANSACTION);
        database.transaction(
                "insert into parity.accounts select gen_random_uuid(), i, i / 7.0, repeat(md5(i::text), 300), 'CHF' "
                        + "from generate_series(1, 100) i",
                "update parity.accounts set amount = amount + 1 where customer_id <= 50 and kind = 'CHF'",
                "delete from parity.accounts where customer_id > 90 and kind = 'CHF'");
        database.transaction("insert into parity.customers (id, reference) values (99, gen_random_uuid())", "rollback");
        int first = 2 + 5 + 5 + 2 + 3 + 2;
        int second = 100 + 50 + 2 * 10;
        return first + second;
    }
}
