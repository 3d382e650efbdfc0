CREATE TABLE ticket (
    bucket          integer     NOT NULL,
    id              uuid        NOT NULL,
    booking_id      uuid        NOT NULL,
    booking_item_id uuid        NOT NULL,
    event_id        uuid        NOT NULL,
    -- What paid for it.
    payment_id      uuid        NOT NULL,
    status          text        NOT NULL,
    issued_at       timestamptz NOT NULL,
    voided_at       timestamptz,
    CONSTRAINT ticket_pkey PRIMARY KEY (bucket, id),
    CONSTRAINT ticket_one_per_item UNIQUE (bucket, booking_id, booking_item_id),
    CONSTRAINT ticket_item_fkey FOREIGN KEY (bucket, booking_id, booking_item_id)
        REFERENCES booking_item (bucket, booking_id, id),
    CONSTRAINT ticket_status_known CHECK (status IN ('VALID', 'VOID')),
    CONSTRAINT ticket_void_is_dated CHECK ((voided_at IS NOT NULL) = (status = 'VOID'))
);

CREATE INDEX ticket_by_payment ON ticket (bucket, payment_id);
