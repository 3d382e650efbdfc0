-- What may be waited for: a read model of the events that event-service publishes.
CREATE TABLE listed_event (
    event_id  uuid        NOT NULL,
    version   bigint      NOT NULL,
    starts_at timestamptz NOT NULL,
    cancelled boolean     NOT NULL,
    CONSTRAINT listed_event_pkey PRIMARY KEY (event_id)
);

CREATE TABLE listed_product (
    event_id        uuid    NOT NULL,
    product_id      uuid    NOT NULL,
    max_per_booking integer NOT NULL,
    CONSTRAINT listed_product_pkey PRIMARY KEY (event_id, product_id),
    CONSTRAINT listed_product_of_event FOREIGN KEY (event_id) REFERENCES listed_event,
    CONSTRAINT listed_product_max_per_booking_positive CHECK (max_per_booking > 0)
);
