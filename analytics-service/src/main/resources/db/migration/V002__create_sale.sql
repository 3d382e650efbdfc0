-- One row per booking: what is known of it, in whatever order it became known, and what follows for the figures.
-- sold and revenue are derived from the other columns, cancelled_item and refund, each time one of them changes.
CREATE TABLE sale (
    booking_id   uuid    NOT NULL,
    event_id     uuid    NOT NULL,
    buyer_id     uuid,
    currency     text,
    held_at      timestamptz,
    confirmed_at timestamptz,
    payment_id   uuid,
    places       integer,
    total        bigint,
    sold         integer NOT NULL DEFAULT 0,
    revenue      bigint  NOT NULL DEFAULT 0,
    CONSTRAINT sale_pkey PRIMARY KEY (booking_id),
    CONSTRAINT sale_currency_iso CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT sale_confirmed_as_a_whole CHECK (num_nonnulls(confirmed_at, payment_id, places, total) IN (0, 4)),
    CONSTRAINT sale_confirmed_is_somebodys CHECK (confirmed_at IS NULL OR num_nulls(buyer_id, currency) = 0),
    CONSTRAINT sale_places_positive CHECK (places > 0),
    CONSTRAINT sale_total_not_negative CHECK (total >= 0),
    CONSTRAINT sale_sold_within_places CHECK (sold BETWEEN 0 AND coalesce(places, 0)),
    CONSTRAINT sale_revenue_only_when_confirmed CHECK (confirmed_at IS NOT NULL OR revenue = 0)
);

CREATE INDEX sale_of_event ON sale (event_id) INCLUDE (confirmed_at, sold, revenue, held_at);

-- Items given back, of bookings paid or not.
CREATE TABLE cancelled_item (
    item_id    uuid NOT NULL,
    booking_id uuid NOT NULL,
    CONSTRAINT cancelled_item_pkey PRIMARY KEY (item_id),
    CONSTRAINT cancelled_item_of_sale FOREIGN KEY (booking_id) REFERENCES sale
);

CREATE INDEX cancelled_item_by_booking ON cancelled_item (booking_id);

-- Money owed or paid back. payment_id is null as long as only the cancellation has told of it.
CREATE TABLE refund (
    refund_id  uuid   NOT NULL,
    booking_id uuid   NOT NULL,
    payment_id uuid,
    amount     bigint NOT NULL,
    CONSTRAINT refund_pkey PRIMARY KEY (refund_id),
    CONSTRAINT refund_of_sale FOREIGN KEY (booking_id) REFERENCES sale,
    CONSTRAINT refund_amount_positive CHECK (amount > 0)
);

CREATE INDEX refund_by_booking ON refund (booking_id);
