-- A quota that an organizer declared, for products to share.
CREATE TABLE quota (
    id       uuid    NOT NULL CONSTRAINT pk_quota PRIMARY KEY,
    event_id uuid    NOT NULL CONSTRAINT fk_quota_event REFERENCES event,
    position integer NOT NULL CONSTRAINT ck_quota_position CHECK (position BETWEEN 0 AND 49),
    key      text    NOT NULL CONSTRAINT ck_quota_key CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    name     text    NOT NULL CONSTRAINT ck_quota_name CHECK (char_length(name) BETWEEN 1 AND 100),
    capacity integer NOT NULL CONSTRAINT ck_quota_capacity CHECK (capacity BETWEEN 1 AND 1000000),
    CONSTRAINT uq_quota_key UNIQUE (event_id, key)
);

-- The quotas a product shares; one that is drawn from cannot go.
CREATE TABLE product_quota (
    product_id uuid NOT NULL CONSTRAINT fk_product_quota_product REFERENCES product,
    quota_id   uuid NOT NULL CONSTRAINT fk_product_quota_quota REFERENCES quota,
    CONSTRAINT pk_product_quota PRIMARY KEY (product_id, quota_id)
);

CREATE INDEX ix_product_quota_quota ON product_quota (quota_id);

-- The quota of its own, which a product that shares others does not have.
ALTER TABLE product ALTER COLUMN quota_id DROP NOT NULL;
