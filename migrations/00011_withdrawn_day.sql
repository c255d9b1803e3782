-- +goose Up
-- The day of the round that a withdrawn encounter belonged to, or of the withdrawal
-- where it came first: 60 days later no phone may send that encounter any more, and
-- the id goes. What was withdrawn before this day was known goes with the year.
ALTER TABLE withdrawn_encounter ADD COLUMN day date NOT NULL DEFAULT '2026-12-31';
ALTER TABLE withdrawn_encounter ALTER COLUMN day DROP DEFAULT;
GRANT DELETE ON withdrawn_encounter TO runde_app;

-- +goose Down
REVOKE DELETE ON withdrawn_encounter FROM runde_app;
ALTER TABLE withdrawn_encounter DROP COLUMN day;
