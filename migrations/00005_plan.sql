-- +goose Up
-- The regular week: which team works when. A week's shifts are made from it.
CREATE TABLE shift_pattern (
  municipality_id int  NOT NULL,
  pattern_id      uuid NOT NULL DEFAULT gen_random_uuid(),
  team_id         uuid NOT NULL,
  weekday         smallint NOT NULL,
  start_minute    smallint NOT NULL,
  end_minute      smallint NOT NULL,
  mode            text NOT NULL,
  workers         smallint NOT NULL,
  break_minutes   smallint NOT NULL DEFAULT 0,
  CONSTRAINT shift_pattern_pkey PRIMARY KEY (municipality_id, pattern_id),
  CONSTRAINT shift_pattern_team_fkey FOREIGN KEY (municipality_id, team_id) REFERENCES team,
  CONSTRAINT shift_pattern_weekday CHECK (weekday BETWEEN 0 AND 6),
  CONSTRAINT shift_pattern_times CHECK (start_minute BETWEEN 0 AND 1439 AND end_minute > start_minute AND end_minute <= start_minute + 960),
  CONSTRAINT shift_pattern_mode_known CHECK (mode IN ('foot', 'bicycle', 'car')),
  CONSTRAINT shift_pattern_workers CHECK (workers BETWEEN 1 AND 6),
  CONSTRAINT shift_pattern_break CHECK (break_minutes BETWEEN 0 AND 120)
);
SELECT protect('shift_pattern');
GRANT SELECT, INSERT, UPDATE, DELETE ON shift_pattern TO runde_app;

CREATE TABLE shift (
  municipality_id int  NOT NULL,
  shift_id        uuid NOT NULL DEFAULT gen_random_uuid(),
  team_id         uuid NOT NULL,
  pattern_id      uuid,
  day             date NOT NULL,
  start_minute    smallint NOT NULL,
  end_minute      smallint NOT NULL,
  mode            text NOT NULL,
  workers         smallint NOT NULL,
  break_minutes   smallint NOT NULL DEFAULT 0,
  blocks          jsonb NOT NULL DEFAULT '[]',
  cancelled       boolean NOT NULL DEFAULT false,
  CONSTRAINT shift_pkey PRIMARY KEY (municipality_id, shift_id),
  CONSTRAINT shift_pattern_day_key UNIQUE (municipality_id, pattern_id, day),
  CONSTRAINT shift_day_key UNIQUE (municipality_id, shift_id, day),
  CONSTRAINT shift_team_fkey FOREIGN KEY (municipality_id, team_id) REFERENCES team,
  CONSTRAINT shift_times CHECK (start_minute BETWEEN 0 AND 1439 AND end_minute > start_minute AND end_minute <= start_minute + 960),
  CONSTRAINT shift_mode_known CHECK (mode IN ('foot', 'bicycle', 'car')),
  CONSTRAINT shift_workers CHECK (workers BETWEEN 1 AND 6),
  CONSTRAINT shift_break CHECK (break_minutes BETWEEN 0 AND 120)
);
SELECT protect('shift');
CREATE INDEX shift_day_idx ON shift (municipality_id, day);
GRANT SELECT, INSERT, UPDATE, DELETE ON shift TO runde_app;

-- A week's plan. Nothing of it reaches the workers before it is approved.
CREATE TABLE plan (
  municipality_id int  NOT NULL,
  plan_id         uuid NOT NULL DEFAULT gen_random_uuid(),
  week            date NOT NULL,
  state           text NOT NULL DEFAULT 'proposed',
  seed            bigint NOT NULL,
  left_out        jsonb NOT NULL DEFAULT '[]',
  proposed_at     timestamptz NOT NULL,
  approved_at     timestamptz,
  approved_by     uuid,
  CONSTRAINT plan_pkey PRIMARY KEY (municipality_id, plan_id),
  CONSTRAINT plan_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT plan_approver_fkey FOREIGN KEY (municipality_id, approved_by) REFERENCES staff,
  CONSTRAINT plan_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT plan_state_known CHECK (state IN ('proposed', 'approved', 'replaced')),
  CONSTRAINT plan_approval_complete CHECK ((state = 'proposed') = (approved_at IS NULL))
);
SELECT protect('plan');
CREATE UNIQUE INDEX plan_one_proposed ON plan (municipality_id, week) WHERE state = 'proposed';
CREATE UNIQUE INDEX plan_one_approved ON plan (municipality_id, week) WHERE state = 'approved';
GRANT SELECT, INSERT, UPDATE, DELETE ON plan TO runde_app;

-- A planning run: what the page shows while the planner works.
CREATE TABLE plan_run (
  municipality_id int  NOT NULL,
  run_id          uuid NOT NULL DEFAULT gen_random_uuid(),
  week            date NOT NULL,
  state           text NOT NULL DEFAULT 'queued',
  progress        real NOT NULL DEFAULT 0,
  error_code      text,
  plan_id         uuid,
  requested_by    uuid,
  CONSTRAINT plan_run_pkey PRIMARY KEY (municipality_id, run_id),
  CONSTRAINT plan_run_plan_fkey FOREIGN KEY (municipality_id, plan_id) REFERENCES plan ON DELETE CASCADE,
  CONSTRAINT plan_run_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT plan_run_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  CONSTRAINT plan_run_progress CHECK (progress BETWEEN 0 AND 1)
);
SELECT protect('plan_run');
GRANT SELECT, INSERT, UPDATE, DELETE ON plan_run TO runde_app;

CREATE TABLE round (
  municipality_id int  NOT NULL,
  round_id        uuid NOT NULL DEFAULT gen_random_uuid(),
  plan_id         uuid NOT NULL,
  shift_id        uuid NOT NULL,
  day             date NOT NULL,
  state           text NOT NULL DEFAULT 'planned',
  CONSTRAINT round_pkey PRIMARY KEY (municipality_id, round_id),
  CONSTRAINT round_shift_key UNIQUE (municipality_id, plan_id, shift_id),
  CONSTRAINT round_day_key UNIQUE (municipality_id, round_id, day),
  CONSTRAINT round_plan_fkey FOREIGN KEY (municipality_id, plan_id) REFERENCES plan ON DELETE CASCADE,
  CONSTRAINT round_shift_fkey FOREIGN KEY (municipality_id, shift_id, day) REFERENCES shift (municipality_id, shift_id, day),
  CONSTRAINT round_state_known CHECK (state IN ('planned', 'walking', 'finished'))
);
SELECT protect('round');
CREATE INDEX round_day_idx ON round (municipality_id, day);
GRANT SELECT, INSERT, UPDATE, DELETE ON round TO runde_app;

-- A stop is a public place on a round. Its times are planned times; whether it
-- was visited is all that is kept of the walk.
CREATE TABLE stop (
  municipality_id int    NOT NULL,
  stop_id         uuid   NOT NULL DEFAULT gen_random_uuid(),
  round_id        uuid   NOT NULL,
  position        smallint NOT NULL,
  place_id        uuid   NOT NULL,
  level           text   NOT NULL DEFAULT 'street',
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  arrive_minute   smallint NOT NULL,
  leave_minute    smallint NOT NULL,
  exploration     boolean NOT NULL DEFAULT false,
  reasons         jsonb   NOT NULL DEFAULT '[]',
  state           text    NOT NULL DEFAULT 'planned',
  skip_reason     text,
  CONSTRAINT stop_pkey PRIMARY KEY (municipality_id, stop_id),
  CONSTRAINT stop_position_key UNIQUE (municipality_id, round_id, position) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT stop_round_fkey FOREIGN KEY (municipality_id, round_id) REFERENCES round ON DELETE CASCADE,
  CONSTRAINT stop_place_fkey FOREIGN KEY (municipality_id, place_id) REFERENCES place,
  CONSTRAINT stop_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT stop_never_at_home_level CHECK (level = 'street'),
  CONSTRAINT stop_position_positive CHECK (position > 0),
  CONSTRAINT stop_times CHECK (arrive_minute >= 0 AND leave_minute > arrive_minute),
  CONSTRAINT stop_state_known CHECK (state IN ('planned', 'visited', 'skipped')),
  CONSTRAINT stop_skip_reason_known CHECK (skip_reason IN ('time', 'weather', 'unsafe', 'occupied', 'closed')),
  CONSTRAINT stop_skip_with_reason CHECK ((state = 'skipped') = (skip_reason IS NOT NULL))
);
SELECT protect('stop');
CREATE INDEX stop_round_idx ON stop (municipality_id, round_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON stop TO runde_app;

-- The coordinator's wishes for a week: they outlive every new proposal.
CREATE TABLE plan_lock (
  municipality_id int  NOT NULL,
  week            date NOT NULL,
  place_id        uuid NOT NULL,
  shift_id        uuid,
  position        smallint,
  forbidden       boolean NOT NULL DEFAULT false,
  CONSTRAINT plan_lock_pkey PRIMARY KEY (municipality_id, week, place_id),
  CONSTRAINT plan_lock_place_fkey FOREIGN KEY (municipality_id, place_id) REFERENCES place,
  CONSTRAINT plan_lock_shift_fkey FOREIGN KEY (municipality_id, shift_id) REFERENCES shift ON DELETE CASCADE,
  CONSTRAINT plan_lock_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT plan_lock_pins_or_forbids CHECK (forbidden = (shift_id IS NULL)),
  CONSTRAINT plan_lock_position CHECK (position IS NULL OR (position > 0 AND shift_id IS NOT NULL))
);
SELECT protect('plan_lock');
GRANT SELECT, INSERT, UPDATE, DELETE ON plan_lock TO runde_app;

-- +goose Down
DROP TABLE plan_lock, stop, round, plan_run, plan, shift, shift_pattern;
