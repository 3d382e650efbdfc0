-- A hold, its payment and its confirmation, spread over a thousand rows: one commit each.
\set quota random(1, 1000)
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
BEGIN;
INSERT INTO payment (id, booking, amount, status) VALUES (uuidv7(), :booking, 2500, 'INITIATED')
    RETURNING id AS payment \gset
COMMIT;
BEGIN;
UPDATE payment SET status = 'CAPTURED' WHERE id = :payment;
UPDATE booking SET status = 'CONFIRMED' WHERE id = :booking;
UPDATE quota SET held = held - 1, sold = sold + 1 WHERE id = :quota;
INSERT INTO ledger (quota, booking, reason, available, held, sold, at)
    VALUES (:quota, :booking, 'SOLD', 0, -1, 1, now());
INSERT INTO ticket (id, booking, status) VALUES (uuidv7(), :booking, 'VALID');
INSERT INTO outbox (subject, type, data) VALUES (:booking, 'PaymentCaptured', repeat('x', 400));
INSERT INTO outbox (subject, type, data) VALUES (:booking, 'BookingConfirmed', repeat('x', 700));
COMMIT;
