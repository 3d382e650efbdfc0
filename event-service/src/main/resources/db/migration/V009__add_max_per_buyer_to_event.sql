-- How many places of the event one buyer may have together; null for as many as they like.
ALTER TABLE event
    ADD COLUMN max_per_buyer integer
        CONSTRAINT ck_event_max_per_buyer CHECK (max_per_buyer BETWEEN 1 AND 10000);
