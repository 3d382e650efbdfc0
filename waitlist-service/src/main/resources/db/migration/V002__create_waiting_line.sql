-- One line per product of an event. The row is the lock of everything in the line, and the work list of the dispatcher.
CREATE TABLE waiting_line (
    event_id      uuid    NOT NULL,
    product_id    uuid    NOT NULL,
    last_place    bigint  NOT NULL DEFAULT 0,
    calls         bigint  NOT NULL DEFAULT 0,
    due_at        timestamptz,
    claim_id      uuid,
    claimed_until timestamptz,
    failures      integer NOT NULL DEFAULT 0,
    CONSTRAINT waiting_line_pkey PRIMARY KEY (event_id, product_id),
    CONSTRAINT waiting_line_claim_has_end CHECK ((claim_id IS NULL) = (claimed_until IS NULL)),
    CONSTRAINT waiting_line_counts_not_negative CHECK (last_place >= 0 AND calls >= 0 AND failures >= 0)
);

CREATE INDEX waiting_line_due ON waiting_line (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE waiting_list_entry (
    id               uuid        NOT NULL,
    event_id         uuid        NOT NULL,
    product_id       uuid        NOT NULL,
    user_id          uuid        NOT NULL,
    quantity         integer     NOT NULL,
    place            bigint      NOT NULL,
    joined_at        timestamptz NOT NULL,
    idempotency_key  text,
    status           text        NOT NULL,
    offer_id         uuid        NOT NULL,
    booking_id       uuid,
    offer_expires_at timestamptz,
    offered_at       timestamptz,
    ended_at         timestamptz,
    CONSTRAINT waiting_list_entry_pkey PRIMARY KEY (id),
    CONSTRAINT waiting_list_entry_in_line FOREIGN KEY (event_id, product_id) REFERENCES waiting_line,
    CONSTRAINT waiting_list_entry_one_per_place UNIQUE (event_id, product_id, place),
    CONSTRAINT waiting_list_entry_one_per_offer UNIQUE (offer_id),
    CONSTRAINT waiting_list_entry_one_per_booking UNIQUE (booking_id),
    CONSTRAINT waiting_list_entry_one_per_key UNIQUE (user_id, idempotency_key),
    CONSTRAINT waiting_list_entry_quantity_positive CHECK (quantity > 0),
    CONSTRAINT waiting_list_entry_place_positive CHECK (place > 0),
    CONSTRAINT waiting_list_entry_status_known CHECK (status IN (
        'WAITING', 'OFFERING', 'OFFERED', 'RETURNING', 'ACCEPTED', 'EXPIRED', 'LEFT', 'CLOSED')),
    CONSTRAINT waiting_list_entry_hold_known CHECK (
        status NOT IN ('OFFERED', 'ACCEPTED', 'EXPIRED')
        OR (booking_id IS NOT NULL AND offer_expires_at IS NOT NULL AND offered_at IS NOT NULL)),
    CONSTRAINT waiting_list_entry_return_known CHECK (status <> 'RETURNING' OR booking_id IS NOT NULL),
    CONSTRAINT waiting_list_entry_end_known CHECK (
        (ended_at IS NULL) = (status IN ('WAITING', 'OFFERING', 'OFFERED')))
);

CREATE UNIQUE INDEX waiting_list_entry_one_open_per_person ON waiting_list_entry (user_id, event_id, product_id)
    WHERE status IN ('WAITING', 'OFFERING', 'OFFERED');

CREATE UNIQUE INDEX waiting_list_entry_one_offering_per_line ON waiting_list_entry (event_id, product_id)
    WHERE status = 'OFFERING';

CREATE INDEX waiting_list_entry_unsettled ON waiting_list_entry (event_id, product_id)
    WHERE status IN ('OFFERING', 'RETURNING');

CREATE INDEX waiting_list_entry_line ON waiting_list_entry (event_id, product_id, place) INCLUDE (quantity)
    WHERE status IN ('WAITING', 'OFFERING');

CREATE INDEX waiting_list_entry_open ON waiting_list_entry (event_id, product_id)
    WHERE status IN ('WAITING', 'OFFERING', 'OFFERED');

CREATE INDEX waiting_list_entry_of_user ON waiting_list_entry (user_id, id);
