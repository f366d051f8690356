-- One transaction of the load: of ten changes one customer, two accounts, five card transactions, two updates of those.
-- $1 numbers the transaction, $2 is a tenth of its changes. The database makes the values, so that writing costs little next to
-- reading the log, and the pipeline is what limits.
insert into customers
select g, gen_random_uuid(), 'retail', 'Customer ' || g || ' of the bank', 'customer.' || g || '@bank.example.com',
       'NID-' || lpad(g::text, 12, '0'), date '1950-01-01' + (g % 20000)::int, array['+41' || lpad(g::text, 9, '0')],
       jsonb_build_object('theme', 'dark', 'language', g % 4), decode(md5(g::text) || md5('p' || g), 'hex'),
       'Prefers to be called in the morning, ' || g, now(), null, 1
from generate_series($1::bigint * $2 + 1, ($1::bigint + 1) * $2) g;

insert into accounts
select gen_random_uuid(), g / 2, 'NID-' || lpad((g / 2)::text, 12, '0'), 'CH93' || lpad(g::text, 17, '0'),
       (g % 1000000) / 100.0, 1000, array['Customer ' || g], 'CHF', 'open', date '2020-01-01', array[1, 2, 3],
       jsonb_build_object('statements', 'paper'), null, 1
from generate_series($1::bigint * $2 * 2 + 1, ($1::bigint + 1) * $2 * 2) g;

insert into card_transactions
select g, gen_random_uuid(), '4' || lpad(g::text, 15, '0'), 'Customer ' || g / 5, (g % 100000) / 100.0, 'CHF',
       'Merchant ' || g % 1000, jsonb_build_object('mcc', 5411, 'city', 'Bern'), array['pos', 'chip'],
       decode(md5(g::text), 'hex'), true, 1, 1.0, now(), 'Purchase ' || g, 1
from generate_series($1::bigint * $2 * 5 + 1, ($1::bigint + 1) * $2 * 5) g;

update card_transactions set memo = memo || ', disputed', version = 2
where transaction_id between $1::bigint * $2 * 5 + 1 and $1::bigint * $2 * 5 + $2 * 2;
