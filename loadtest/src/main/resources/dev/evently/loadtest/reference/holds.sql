-- A hold: one commit, always on the same row.
\set quota 1
BEGIN;
UPDATE quota SET available = available - 1, held = held + 1 WHERE id = :quota AND available >= 1;
INSERT INTO booking (id, quota, buyer, status, created_at, expires_at, idempotency_key)
    VALUES (uuidv7(), :quota, gen_random_uuid(), 'HELD', now(), now() + interval '10 minutes', gen_random_uuid())
    RETURNING id AS booking \gset
INSERT INTO booking_item (booking, id, price) VALUES (:booking, uuidv7(), 2500);
INSERT INTO ledger (quota, booking, reason, available, held, sold, at)
    VALUES (:quota, :booking, 'HELD', -1, 1, 0, now());
INSERT INTO outbox (subject, type, data) VALUES (:booking, 'BookingCreated', repeat('x', 600));
COMMIT;
