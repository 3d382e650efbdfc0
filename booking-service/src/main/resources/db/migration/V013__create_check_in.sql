-- Who was let in. Rows are only ever added, one per ticket.
CREATE TABLE check_in (
    bucket      integer     NOT NULL,
    ticket_id   uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    booking_id  uuid        NOT NULL,
    -- The member of the organizer's team who scanned the ticket.
    admitted_by uuid        NOT NULL,
    admitted_at timestamptz NOT NULL,
    CONSTRAINT check_in_one_per_ticket PRIMARY KEY (bucket, ticket_id),
    CONSTRAINT check_in_ticket_fkey FOREIGN KEY (bucket, ticket_id) REFERENCES ticket (bucket, id)
);
