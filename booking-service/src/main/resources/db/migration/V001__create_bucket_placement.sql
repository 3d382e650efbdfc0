-- Which shard holds which bucket. Every shard has a copy; of two copies the higher version is the newer truth.
CREATE TABLE bucket_placement (
    bucket  integer NOT NULL,
    shard   integer NOT NULL,
    version bigint  NOT NULL,
    CONSTRAINT bucket_placement_pkey PRIMARY KEY (bucket),
    CONSTRAINT bucket_placement_bucket_in_range CHECK (bucket BETWEEN 0 AND 1023),
    CONSTRAINT bucket_placement_shard_not_negative CHECK (shard >= 0)
);
