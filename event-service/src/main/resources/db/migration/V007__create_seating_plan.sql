CREATE TABLE seating_plan (
    id           uuid        NOT NULL CONSTRAINT pk_seating_plan PRIMARY KEY,
    organizer_id uuid        NOT NULL CONSTRAINT fk_seating_plan_organizer REFERENCES organizer,
    venue_id     uuid        CONSTRAINT fk_seating_plan_venue REFERENCES venue,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL
);

-- The seating plans of one organizer, page by page.
CREATE INDEX ix_seating_plan_organizer ON seating_plan (organizer_id, id);
CREATE INDEX ix_seating_plan_venue ON seating_plan (venue_id);

-- A version never changes: events refer to the one they were published with.
CREATE TABLE seating_plan_version (
    plan_id    uuid        NOT NULL CONSTRAINT fk_seating_plan_version_plan REFERENCES seating_plan,
    version    integer     NOT NULL CONSTRAINT ck_seating_plan_version CHECK (version >= 1),
    name       text        NOT NULL CONSTRAINT ck_seating_plan_version_name CHECK (char_length(name) BETWEEN 1 AND 200),
    seat_count integer     NOT NULL CONSTRAINT ck_seating_plan_version_seats CHECK (seat_count BETWEEN 1 AND 60000),
    seat_map   jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_seating_plan_version PRIMARY KEY (plan_id, version)
);

-- The current version is there; a plan and its first version are written in one transaction.
ALTER TABLE seating_plan ADD CONSTRAINT fk_seating_plan_current
    FOREIGN KEY (id, version) REFERENCES seating_plan_version DEFERRABLE INITIALLY DEFERRED;
