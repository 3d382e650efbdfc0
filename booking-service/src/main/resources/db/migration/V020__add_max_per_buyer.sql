-- How many places of the event one buyer may hold and have bought together; null for as many as they like.
ALTER TABLE sale_event
    ADD COLUMN max_per_buyer integer,
    ADD CONSTRAINT sale_event_max_per_buyer_positive CHECK (max_per_buyer > 0);

CREATE INDEX booking_open_by_buyer ON booking (bucket, event_id, buyer_id) WHERE status IN ('HELD', 'CONFIRMED');
