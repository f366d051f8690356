-- The bank of the demo. Columns marked [E] are encrypted between the source and the sink, everything else travels in clear;
-- docker/connectors/*.json and io.lockweir.demo.bank.BankTable repeat the same list, and a test compares all three.
create table customers (
    customer_id  bigint primary key,
    reference    uuid        not null,
    segment      text        not null,
    full_name    text        not null,  -- [E]
    email        text,                  -- [E]
    national_id  text        not null,  -- [E] join domain "national-id", joins accounts.owner_national_id
    birth_date   date,                  -- [E]
    phones       text[],                -- [E] element by element: phones[*]
    preferences  jsonb,                 -- [E]
    photo        bytea,                 -- [E]
    notes        text,                  -- [E] now and then over 8 KB, so TOASTed
    created_at   timestamptz not null,
    updated_at   timestamptz,
    version      bigint      not null
);

create table accounts (
    account_id         uuid primary key,
    customer_id        bigint         not null,
    owner_national_id  text           not null,  -- [E] join domain "national-id"
    iban               text           not null,  -- [E]
    balance            numeric(24, 4) not null,  -- [E]
    credit_limit       numeric(24, 4),           -- [E]
    holders            text[],                   -- [E] the array as a whole
    currency           text           not null,
    status             text,
    opened_on          date,
    risk_scores        integer[],
    settings           jsonb,
    updated_at         timestamptz,
    version            bigint         not null
);

create table card_transactions (
    transaction_id  bigint primary key,
    account_id      uuid           not null,
    card_number     text           not null,  -- [E]
    cardholder      text           not null,  -- [E]
    amount          numeric(24, 4) not null,  -- [E]
    currency        text           not null,
    merchant        text,
    merchant_data   jsonb,                    -- [E]
    tags            text[],
    receipt         bytea,                    -- [E]
    authorised      boolean,
    attempts        smallint,
    exchange_rate   double precision,
    happened_at     timestamptz    not null,
    memo            text,                     -- [E] now and then over 8 KB, so TOASTed
    version         bigint         not null
);

-- Deletes must carry the whole row (the append table keeps it), and an update that leaves a TOASTed column alone has its
-- value only in the old tuple.
alter table customers replica identity full;
alter table accounts replica identity full;
alter table card_transactions replica identity full;

-- The independent witness: a trigger records each change in the same transaction. It is outside public, so that no
-- publication of the connector holds it, and unlogged, so that it adds nothing to the WAL that the connector decodes.
create schema audit;
create unlogged table audit.changes (
    seq         bigserial   not null,
    table_name  text        not null,
    op          text        not null,
    image       jsonb       not null,
    recorded_at timestamptz not null default clock_timestamp()
);

create function audit.record() returns trigger language plpgsql as $$
declare
    -- Rows written before the connector exists reach it in its first snapshot, as reads.
    created text := case when current_setting('lockweir.opening', true) = 'on' then 'r' else 'c' end;
begin
    if tg_op = 'INSERT' then
        insert into audit.changes (table_name, op, image) values (tg_table_name, created, to_jsonb(new));
    elsif tg_op = 'DELETE' then
        insert into audit.changes (table_name, op, image) values (tg_table_name, 'd', to_jsonb(old));
    elsif to_jsonb(old) -> tg_argv[0] <> to_jsonb(new) -> tg_argv[0] then
        -- A changed primary key is a delete and a create to every consumer that goes by key.
        insert into audit.changes (table_name, op, image)
        values (tg_table_name, 'd', to_jsonb(old)), (tg_table_name, 'c', to_jsonb(new));
    else
        insert into audit.changes (table_name, op, image) values (tg_table_name, 'u', to_jsonb(new));
    end if;
    return null;
end $$;

create trigger audit after insert or update or delete on customers
    for each row execute function audit.record('customer_id');
create trigger audit after insert or update or delete on accounts
    for each row execute function audit.record('account_id');
create trigger audit after insert or update or delete on card_transactions
    for each row execute function audit.record('transaction_id');
