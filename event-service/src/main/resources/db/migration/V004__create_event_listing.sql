CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;

-- Words of any language, without case and accents: no stemming, no stop words.
CREATE TEXT SEARCH CONFIGURATION listing (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION listing
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart
    WITH unaccent, simple;

-- One row per event: what its card shows and what a search filters and sorts by, written with the event.
CREATE TABLE event_listing (
    event_id     uuid        NOT NULL CONSTRAINT pk_event_listing PRIMARY KEY
                             CONSTRAINT fk_event_listing_event REFERENCES event,
    organizer_id uuid        NOT NULL,
    status       text        NOT NULL,
    title        text        NOT NULL,
    category     text        NOT NULL,
    category_key text        NOT NULL,
    venue_id     uuid,
    venue_name   text,
    city         text,
    city_key     text,
    country      text,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    timezone     text        NOT NULL,
    currency     text        NOT NULL,
    from_price   bigint,
    price_key    bigint      NOT NULL GENERATED ALWAYS AS (coalesce(from_price, 0)) STORED,
    position     earth,
    document     tsvector    NOT NULL
);

-- The public sees what is published; every public filter ends in an order, so that a page is read straight off an index.
CREATE INDEX ix_event_listing_starts ON event_listing (starts_at, event_id) WHERE status = 'PUBLISHED';
CREATE INDEX ix_event_listing_category ON event_listing (category_key, starts_at, event_id) WHERE status = 'PUBLISHED';
CREATE INDEX ix_event_listing_city ON event_listing (city_key, starts_at, event_id) WHERE status = 'PUBLISHED';
CREATE INDEX ix_event_listing_price ON event_listing (price_key, starts_at, event_id) WHERE status = 'PUBLISHED';
CREATE INDEX ix_event_listing_document ON event_listing USING gin (document) WHERE status = 'PUBLISHED';
CREATE INDEX ix_event_listing_position ON event_listing USING gist (position) WHERE status = 'PUBLISHED';

-- A team sees its drafts and cancelled events too.
CREATE INDEX ix_event_listing_organizer ON event_listing (organizer_id, starts_at, event_id);
