CREATE TABLE event (
    id           uuid        NOT NULL CONSTRAINT pk_event PRIMARY KEY,
    organizer_id uuid        NOT NULL CONSTRAINT fk_event_organizer REFERENCES organizer,
    venue_id     uuid        CONSTRAINT fk_event_venue REFERENCES venue,
    version      bigint      NOT NULL CONSTRAINT ck_event_version CHECK (version >= 1),
    status       text        NOT NULL CONSTRAINT ck_event_status CHECK (status IN ('DRAFT', 'PUBLISHED', 'CANCELLED')),
    title        text        NOT NULL CONSTRAINT ck_event_title CHECK (char_length(title) BETWEEN 1 AND 200),
    description  text        NOT NULL CONSTRAINT ck_event_description CHECK (char_length(description) <= 10000),
    category     text        NOT NULL CONSTRAINT ck_event_category CHECK (char_length(category) BETWEEN 1 AND 64),
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    timezone     text        NOT NULL,
    currency     text        NOT NULL CONSTRAINT ck_event_currency CHECK (currency ~ '^[A-Z]{3}$'),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    published_at timestamptz,
    cancelled_at timestamptz,
    CONSTRAINT ck_event_period CHECK (ends_at > starts_at),
    CONSTRAINT ck_event_published CHECK ((published_at IS NULL) = (status = 'DRAFT')),
    CONSTRAINT ck_event_cancelled CHECK ((cancelled_at IS NOT NULL) = (status = 'CANCELLED'))
);

CREATE INDEX ix_event_organizer ON event (organizer_id);
CREATE INDEX ix_event_venue ON event (venue_id);

-- Each product draws from one quota of its own, whose capacity is the product's.
CREATE TABLE product (
    id              uuid    NOT NULL CONSTRAINT pk_product PRIMARY KEY,
    event_id        uuid    NOT NULL CONSTRAINT fk_product_event REFERENCES event,
    quota_id        uuid    NOT NULL CONSTRAINT uq_product_quota UNIQUE,
    position        integer NOT NULL CONSTRAINT ck_product_position CHECK (position BETWEEN 0 AND 99),
    name            text    NOT NULL CONSTRAINT ck_product_name CHECK (char_length(name) BETWEEN 1 AND 100),
    price           bigint  NOT NULL CONSTRAINT ck_product_price CHECK (price BETWEEN 0 AND 10000000000),
    capacity        integer NOT NULL CONSTRAINT ck_product_capacity CHECK (capacity BETWEEN 1 AND 1000000),
    max_per_booking integer NOT NULL,
    CONSTRAINT ck_product_max_per_booking CHECK (max_per_booking BETWEEN 1 AND least(100, capacity))
);

CREATE INDEX ix_product_event ON product (event_id, position);
