CREATE TABLE booking (
    bucket          integer     NOT NULL,
    id              uuid        NOT NULL,
    event_id        uuid        NOT NULL,
    organizer_id    uuid        NOT NULL,
    buyer_id        uuid        NOT NULL,
    status          text        NOT NULL,
    currency        text        NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    offer_id        uuid,
    -- Whose request made the booking, under which key, and a digest of what was asked for.
    requester       text        NOT NULL,
    idempotency_key text        NOT NULL,
    fingerprint     text        NOT NULL,
    payment_id      uuid,
    confirmed_at    timestamptz,
    cancel_reason   text,
    cancelled_at    timestamptz,
    refund_id       uuid,
    expired_at      timestamptz,
    CONSTRAINT booking_pkey PRIMARY KEY (bucket, id),
    CONSTRAINT booking_idempotency_key_once UNIQUE (bucket, requester, idempotency_key),
    CONSTRAINT booking_status_known CHECK (status IN ('HELD', 'CONFIRMED', 'CANCELLED', 'EXPIRED')),
    CONSTRAINT booking_cancel_reason_known CHECK (cancel_reason IN ('BUYER', 'ORGANIZER', 'EVENT_CANCELLED')),
    CONSTRAINT booking_paid_once_confirmed CHECK ((payment_id IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT booking_confirmed_is_paid CHECK (status <> 'CONFIRMED' OR payment_id IS NOT NULL),
    CONSTRAINT booking_held_or_expired_is_unpaid CHECK (status NOT IN ('HELD', 'EXPIRED') OR payment_id IS NULL),
    CONSTRAINT booking_cancelled_is_told_why
        CHECK ((status = 'CANCELLED') = (cancelled_at IS NOT NULL) AND (cancelled_at IS NULL) = (cancel_reason IS NULL)),
    CONSTRAINT booking_refunded_was_paid CHECK (refund_id IS NULL OR (payment_id IS NOT NULL AND status = 'CANCELLED')),
    CONSTRAINT booking_expired_is_dated CHECK ((status = 'EXPIRED') = (expired_at IS NOT NULL))
);

CREATE INDEX booking_due ON booking (expires_at) WHERE status = 'HELD';
CREATE INDEX booking_by_buyer ON booking (buyer_id, id DESC);
CREATE INDEX booking_open_by_event ON booking (bucket, event_id, id) WHERE status IN ('HELD', 'CONFIRMED');

CREATE TABLE booking_item (
    bucket      integer NOT NULL,
    booking_id  uuid    NOT NULL,
    id          uuid    NOT NULL,
    position    integer NOT NULL,
    product_id  uuid    NOT NULL,
    seat_id     uuid,
    price       bigint  NOT NULL,
    quota_ids   uuid[]  NOT NULL,
    -- Set when the item was given back while others stayed booked.
    returned_at timestamptz,
    refund_id   uuid,
    CONSTRAINT booking_item_pkey PRIMARY KEY (bucket, booking_id, id),
    CONSTRAINT booking_item_booking_fkey FOREIGN KEY (bucket, booking_id) REFERENCES booking (bucket, id),
    CONSTRAINT booking_item_price_not_negative CHECK (price >= 0),
    CONSTRAINT booking_item_has_quota CHECK (cardinality(quota_ids) > 0),
    CONSTRAINT booking_item_refunded_was_returned CHECK (refund_id IS NULL OR returned_at IS NOT NULL)
);
