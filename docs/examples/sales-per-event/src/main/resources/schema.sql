-- One instance at a time makes the tables.
SELECT pg_advisory_xact_lock(8239147);

-- What was sold of each event, in minor units of its currency.
CREATE TABLE IF NOT EXISTS sales (
    event_id uuid PRIMARY KEY,
    currency text NOT NULL,
    places   bigint NOT NULL,
    revenue  bigint NOT NULL
);

-- Bookings that were paid: only what they give back makes figures smaller.
CREATE TABLE IF NOT EXISTS confirmed_booking (
    id uuid PRIMARY KEY
);

-- The ids of what has been counted.
CREATE TABLE IF NOT EXISTS seen_event (
    id      text PRIMARY KEY,
    seen_at timestamptz NOT NULL DEFAULT now()
);

-- Records that nobody could read, for somebody to look at.
CREATE TABLE IF NOT EXISTS put_aside (
    topic     text NOT NULL,
    partition integer NOT NULL,
    position  bigint NOT NULL,
    value     bytea,
    reason    text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition, position)
);
