-- Events with numbered seats.
CREATE TABLE seat_map (
    bucket   integer NOT NULL,
    event_id uuid    NOT NULL,
    -- Grows with every transaction that changes seats. The lock on this row makes them commit in the order of their versions.
    version  bigint  NOT NULL,
    -- The seating plan as its organizer wrote it, as JSON. It never changes.
    plan     text    NOT NULL,
    CONSTRAINT seat_map_pkey PRIMARY KEY (bucket, event_id),
    CONSTRAINT seat_map_event_fkey FOREIGN KEY (bucket, event_id) REFERENCES sale_event (bucket, id),
    CONSTRAINT seat_map_version_positive CHECK (version > 0)
);

CREATE TABLE seat (
    bucket          integer NOT NULL,
    event_id        uuid    NOT NULL,
    id              uuid    NOT NULL,
    -- From the stage backwards and from left to right, counted from zero.
    position        integer NOT NULL,
    section         text    NOT NULL,
    row_name        text    NOT NULL,
    number          text    NOT NULL,
    -- The quota that counts the seat. There is none with this id as long as no product sells the seat's category.
    quota_id        uuid    NOT NULL,
    accessible      boolean NOT NULL,
    -- Number of the accessible seat of the row whose companion sits here.
    companion_of    text,
    restricted_view boolean NOT NULL,
    state           text    NOT NULL,
    booking_id      uuid,
    -- The version of the map at which the seat came into its state.
    version         bigint  NOT NULL,
    CONSTRAINT seat_pkey PRIMARY KEY (bucket, event_id, id),
    CONSTRAINT seat_map_fkey FOREIGN KEY (bucket, event_id) REFERENCES seat_map (bucket, event_id),
    CONSTRAINT seat_position_not_negative CHECK (position >= 0),
    CONSTRAINT seat_state_known CHECK (state IN ('FREE', 'HELD', 'SOLD', 'BLOCKED')),
    CONSTRAINT seat_taken_by_one_booking CHECK ((booking_id IS NOT NULL) = (state IN ('HELD', 'SOLD')))
);

CREATE INDEX seat_changed ON seat (bucket, event_id, version);

-- The quota whose seats the product sells; null for places without a number.
ALTER TABLE product ADD COLUMN seat_quota_id uuid;

ALTER TABLE booking_item
    ADD COLUMN seat_name text,
    ADD CONSTRAINT booking_item_seat_is_named CHECK ((seat_id IS NULL) = (seat_name IS NULL)) NOT VALID;
ALTER TABLE booking_item VALIDATE CONSTRAINT booking_item_seat_is_named;
