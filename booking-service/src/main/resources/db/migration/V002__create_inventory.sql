-- What is sold: events as far as selling needs to know them, their products, and the quotas these draw from.
CREATE TABLE sale_event (
    bucket        integer     NOT NULL,
    id            uuid        NOT NULL,
    organizer_id  uuid        NOT NULL,
    version       bigint      NOT NULL,
    status        text        NOT NULL,
    title         text        NOT NULL,
    venue_name    text,
    venue_city    text,
    venue_country text,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    timezone      text        NOT NULL,
    currency      text        NOT NULL,
    -- True from the cancellation of the event until the last of its bookings is cancelled.
    winding_up    boolean     NOT NULL DEFAULT false,
    CONSTRAINT sale_event_pkey PRIMARY KEY (bucket, id),
    CONSTRAINT sale_event_status_known CHECK (status IN ('ON_SALE', 'CANCELLED')),
    CONSTRAINT sale_event_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT sale_event_winds_up_once_cancelled CHECK (NOT winding_up OR status = 'CANCELLED')
);

CREATE INDEX sale_event_winding_up ON sale_event (bucket, id) WHERE winding_up;

CREATE TABLE product (
    bucket          integer NOT NULL,
    event_id        uuid    NOT NULL,
    id              uuid    NOT NULL,
    position        integer NOT NULL,
    name            text    NOT NULL,
    price           bigint  NOT NULL,
    max_per_booking integer NOT NULL,
    on_sale         boolean NOT NULL,
    CONSTRAINT product_pkey PRIMARY KEY (bucket, event_id, id),
    CONSTRAINT product_event_fkey FOREIGN KEY (bucket, event_id) REFERENCES sale_event (bucket, id),
    CONSTRAINT product_price_not_negative CHECK (price >= 0),
    CONSTRAINT product_max_per_booking_positive CHECK (max_per_booking > 0)
);

CREATE TABLE quota (
    bucket          integer NOT NULL,
    event_id        uuid    NOT NULL,
    id              uuid    NOT NULL,
    name            text    NOT NULL,
    capacity        integer NOT NULL,
    wanted_capacity integer NOT NULL,
    available       integer NOT NULL,
    held            integer NOT NULL,
    sold            integer NOT NULL,
    blocked         integer NOT NULL,
    closed          boolean NOT NULL,
    CONSTRAINT quota_pkey PRIMARY KEY (bucket, event_id, id),
    CONSTRAINT quota_event_fkey FOREIGN KEY (bucket, event_id) REFERENCES sale_event (bucket, id),
    CONSTRAINT quota_balanced CHECK (capacity = available + held + sold + blocked),
    CONSTRAINT quota_available_not_negative CHECK (available >= 0),
    CONSTRAINT quota_held_not_negative CHECK (held >= 0),
    CONSTRAINT quota_sold_not_negative CHECK (sold >= 0),
    CONSTRAINT quota_blocked_not_negative CHECK (blocked >= 0),
    CONSTRAINT quota_wanted_capacity_not_negative CHECK (wanted_capacity >= 0),
    CONSTRAINT quota_closed_sells_nothing CHECK (NOT closed OR available = 0)
);

CREATE TABLE product_quota (
    bucket     integer NOT NULL,
    event_id   uuid    NOT NULL,
    product_id uuid    NOT NULL,
    quota_id   uuid    NOT NULL,
    CONSTRAINT product_quota_pkey PRIMARY KEY (bucket, event_id, product_id, quota_id),
    CONSTRAINT product_quota_product_fkey
        FOREIGN KEY (bucket, event_id, product_id) REFERENCES product (bucket, event_id, id),
    CONSTRAINT product_quota_quota_fkey
        FOREIGN KEY (bucket, event_id, quota_id) REFERENCES quota (bucket, event_id, id)
);
