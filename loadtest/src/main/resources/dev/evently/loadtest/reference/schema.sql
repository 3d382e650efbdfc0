-- What one booking touches, with the keys it needs and no more: extra indexes would make the reference slower.
CREATE TABLE quota (
    id        integer PRIMARY KEY,
    available integer NOT NULL CHECK (available >= 0),
    held      integer NOT NULL,
    sold      integer NOT NULL
);
INSERT INTO quota SELECT id, 1000000000, 0, 0 FROM generate_series(1, 1000) AS id;

CREATE TABLE booking (
    id              uuid        PRIMARY KEY,
    quota           integer     NOT NULL,
    buyer           uuid        NOT NULL,
    status          text        NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    idempotency_key text        NOT NULL UNIQUE
);

CREATE TABLE booking_item (
    booking uuid    NOT NULL,
    id      uuid    NOT NULL,
    price   bigint  NOT NULL,
    PRIMARY KEY (booking, id)
);

CREATE TABLE ledger (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    quota     integer     NOT NULL,
    booking   uuid        NOT NULL,
    reason    text        NOT NULL,
    available integer     NOT NULL,
    held      integer     NOT NULL,
    sold      integer     NOT NULL,
    at        timestamptz NOT NULL
);

CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject  uuid   NOT NULL,
    type     text   NOT NULL,
    data     text   NOT NULL
);

CREATE TABLE payment (
    id      uuid   PRIMARY KEY,
    booking uuid   NOT NULL,
    amount  bigint NOT NULL,
    status  text   NOT NULL
);

CREATE TABLE ticket (
    id      uuid PRIMARY KEY,
    booking uuid NOT NULL,
    status  text NOT NULL
);
