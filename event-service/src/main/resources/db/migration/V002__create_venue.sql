CREATE TABLE venue (
    id           uuid             NOT NULL CONSTRAINT pk_venue PRIMARY KEY,
    organizer_id uuid             NOT NULL CONSTRAINT fk_venue_organizer REFERENCES organizer,
    name         text             NOT NULL CONSTRAINT ck_venue_name CHECK (char_length(name) BETWEEN 1 AND 200),
    address      text             NOT NULL CONSTRAINT ck_venue_address CHECK (char_length(address) BETWEEN 1 AND 300),
    city         text             NOT NULL CONSTRAINT ck_venue_city CHECK (char_length(city) BETWEEN 1 AND 100),
    country      text             NOT NULL CONSTRAINT ck_venue_country CHECK (country ~ '^[A-Z]{2}$'),
    latitude     double precision NOT NULL CONSTRAINT ck_venue_latitude CHECK (latitude BETWEEN -90 AND 90),
    longitude    double precision NOT NULL CONSTRAINT ck_venue_longitude CHECK (longitude BETWEEN -180 AND 180),
    timezone     text             NOT NULL,
    capacity     integer          NOT NULL CONSTRAINT ck_venue_capacity CHECK (capacity BETWEEN 1 AND 1000000),
    created_at   timestamptz      NOT NULL
);

-- The venues of one organizer, page by page.
CREATE INDEX ix_venue_organizer ON venue (organizer_id, id);
