-- +goose Up
-- A run may plan a week again from one of its plans, and then says how many stops
-- came, went or moved to another shift. The plan that it started from may be gone: the
-- run's own takes its place.
ALTER TABLE plan_run
  ADD COLUMN from_plan_id  uuid,
  ADD COLUMN stops_added   smallint,
  ADD COLUMN stops_removed smallint,
  ADD COLUMN stops_moved   smallint,
  ADD CONSTRAINT plan_run_changes_from_a_plan CHECK (
    num_nonnulls(stops_added, stops_removed, stops_moved) IN (0, 3) AND (stops_added IS NULL OR from_plan_id IS NOT NULL)),
  ADD CONSTRAINT plan_run_changes CHECK (stops_added >= 0 AND stops_removed >= 0 AND stops_moved >= 0);

-- A stop that a driving team reaches on foot from the stop before; the car stands at
-- the last stop of the round that it was driven to.
ALTER TABLE stop ADD COLUMN walked boolean NOT NULL DEFAULT false;

-- A stop that the rest of a round, planned again while it is walked, goes without: no
-- page shows it, and a phone that has the round as it was may still record there.
ALTER TABLE stop
  DROP CONSTRAINT stop_state_known,
  ADD CONSTRAINT stop_state_known CHECK (state IN ('planned', 'visited', 'skipped', 'dropped'));

-- +goose Down
DELETE FROM stop WHERE state = 'dropped';
ALTER TABLE stop
  DROP CONSTRAINT stop_state_known,
  ADD CONSTRAINT stop_state_known CHECK (state IN ('planned', 'visited', 'skipped'));
ALTER TABLE stop DROP COLUMN walked;
ALTER TABLE plan_run
  DROP COLUMN stops_moved,
  DROP COLUMN stops_removed,
  DROP COLUMN stops_added,
  DROP COLUMN from_plan_id;
