-- The seating plan an event is sold by; a draft without a version takes the one that is current when it is published.
ALTER TABLE event
    ADD COLUMN seating_plan_id uuid CONSTRAINT fk_event_seating_plan REFERENCES seating_plan,
    ADD COLUMN seating_plan_version integer,
    ADD CONSTRAINT fk_event_seating_plan_version
        FOREIGN KEY (seating_plan_id, seating_plan_version) REFERENCES seating_plan_version,
    ADD CONSTRAINT ck_event_seating_plan_version CHECK (
        CASE WHEN seating_plan_id IS NULL THEN seating_plan_version IS NULL
             ELSE status = 'DRAFT' OR seating_plan_version IS NOT NULL END);

CREATE INDEX ix_event_seating_plan ON event (seating_plan_id, seating_plan_version) WHERE seating_plan_id IS NOT NULL;

-- A product that sells seats has no quota of its own: it is counted with all that sell seats of its category.
ALTER TABLE product
    ADD COLUMN seat_category text,
    ADD CONSTRAINT ck_product_seat_category CHECK (seat_category IS NULL OR quota_id IS NULL);
