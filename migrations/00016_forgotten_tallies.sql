-- +goose Up
-- What the side tables of a year were made of goes a year after they were published.
GRANT DELETE ON release_tally TO runde_app;

-- +goose Down
REVOKE DELETE ON release_tally FROM runde_app;
