DELETE FROM webhook_deliveries WHERE delivered_at IS NOT NULL;
ALTER TABLE webhook_deliveries DROP COLUMN delivered_at;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at);
