-- +goose Up
-- An encounter belongs to a round and a cell, never to a stop. Its date is the
-- round's, also past midnight; its time is a daypart.
CREATE TABLE encounter (
  municipality_id int    NOT NULL,
  encounter_id    uuid   NOT NULL,
  round_id        uuid   NOT NULL,
  level           text   NOT NULL DEFAULT 'street',
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  day             date   NOT NULL,
  daypart         smallint NOT NULL,
  outcome         text   NOT NULL,
  bridge_targets  text[] NOT NULL DEFAULT '{}',
  persons         text,
  unplanned       boolean NOT NULL DEFAULT false,
  CONSTRAINT encounter_pkey PRIMARY KEY (municipality_id, encounter_id),
  CONSTRAINT encounter_round_fkey FOREIGN KEY (municipality_id, round_id, day) REFERENCES round (municipality_id, round_id, day),
  CONSTRAINT encounter_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT encounter_never_at_home_level CHECK (level = 'street'),
  CONSTRAINT encounter_id_random CHECK (substr(encounter_id::text, 15, 1) = '4'),
  CONSTRAINT encounter_cover_of_its_year CHECK (extract(year FROM day) = cover_version),
  CONSTRAINT encounter_daypart_known CHECK (daypart BETWEEN 0 AND 3),
  CONSTRAINT encounter_outcome_known CHECK (outcome IN ('nobody_met', 'seen', 'declined', 'greeted', 'conversation', 'bridged')),
  CONSTRAINT encounter_bridge_has_target CHECK ((outcome = 'bridged') = (cardinality(bridge_targets) > 0)),
  CONSTRAINT encounter_targets_known CHECK (bridge_targets <@ '{doctor,caseworker,addiction_treatment,drop_in,other}'::text[]),
  CONSTRAINT encounter_persons_known CHECK (persons IN ('one', 'few', 'many')),
  CONSTRAINT encounter_persons_when_met CHECK ((outcome = 'nobody_met') = (persons IS NULL))
);
SELECT protect('encounter');
CREATE INDEX encounter_round_idx ON encounter (municipality_id, round_id);
GRANT SELECT, INSERT, DELETE ON encounter TO runde_app;

-- An encounter that was withdrawn stays withdrawn when a phone sends it again.
CREATE TABLE withdrawn_encounter (
  municipality_id int  NOT NULL,
  encounter_id    uuid NOT NULL,
  CONSTRAINT withdrawn_encounter_pkey PRIMARY KEY (municipality_id, encounter_id),
  CONSTRAINT withdrawn_encounter_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality
);
SELECT protect('withdrawn_encounter');
GRANT SELECT, INSERT ON withdrawn_encounter TO runde_app;

-- After 90 days encounters and presence are weekly counts.
CREATE TABLE weekly_outcome (
  municipality_id int    NOT NULL,
  level           text   NOT NULL DEFAULT 'street',
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  week            date   NOT NULL,
  outcome         text   NOT NULL,
  count           int    NOT NULL,
  CONSTRAINT weekly_outcome_pkey PRIMARY KEY (municipality_id, cover_version, cell, week, outcome),
  CONSTRAINT weekly_outcome_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT weekly_outcome_never_at_home_level CHECK (level = 'street'),
  CONSTRAINT weekly_outcome_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT weekly_outcome_known CHECK (outcome IN ('nobody_met', 'seen', 'declined', 'greeted', 'conversation', 'bridged')),
  CONSTRAINT weekly_outcome_count_positive CHECK (count > 0)
);
SELECT protect('weekly_outcome');
GRANT SELECT, INSERT, UPDATE ON weekly_outcome TO runde_app;

CREATE TABLE weekly_presence (
  municipality_id int    NOT NULL,
  level           text   NOT NULL DEFAULT 'street',
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  week            date   NOT NULL,
  minutes         int    NOT NULL,
  CONSTRAINT weekly_presence_pkey PRIMARY KEY (municipality_id, cover_version, cell, week),
  CONSTRAINT weekly_presence_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT weekly_presence_never_at_home_level CHECK (level = 'street'),
  CONSTRAINT weekly_presence_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT weekly_presence_minutes_positive CHECK (minutes > 0)
);
SELECT protect('weekly_presence');
GRANT SELECT, INSERT, UPDATE ON weekly_presence TO runde_app;

-- Bridges by target are told for a year and the whole municipality only.
CREATE TABLE weekly_bridge (
  municipality_id int  NOT NULL,
  week            date NOT NULL,
  target          text NOT NULL,
  count           int  NOT NULL,
  CONSTRAINT weekly_bridge_pkey PRIMARY KEY (municipality_id, week, target),
  CONSTRAINT weekly_bridge_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT weekly_bridge_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT weekly_bridge_target_known CHECK (target IN ('doctor', 'caseworker', 'addiction_treatment', 'drop_in', 'other')),
  CONSTRAINT weekly_bridge_count_positive CHECK (count > 0)
);
SELECT protect('weekly_bridge');
GRANT SELECT, INSERT, UPDATE ON weekly_bridge TO runde_app;

-- +goose Down
DROP TABLE weekly_bridge, weekly_presence, weekly_outcome, withdrawn_encounter, encounter;
