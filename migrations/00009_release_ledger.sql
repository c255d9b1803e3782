-- +goose Up
-- Which events have been counted for release, and in which week. A week is closed
-- once, seven days after its end: what had come by then and was not counted yet
-- counts in it, unless that is too little to publish. What comes later counts in
-- the next week that is closed, without anybody storing when it came.
CREATE TABLE closed_week (
  municipality_id int  NOT NULL,
  family          text NOT NULL,
  week            date NOT NULL,
  CONSTRAINT closed_week_pkey PRIMARY KEY (municipality_id, family, week),
  CONSTRAINT closed_week_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT closed_week_family_known CHECK (family IN ('encounters', 'concerns', 'presence')),
  CONSTRAINT closed_week_monday CHECK (extract(isodow FROM week) = 1)
);
SELECT protect('closed_week');
GRANT SELECT, INSERT ON closed_week TO runde_app;
CREATE TRIGGER closed_week_never_changes BEFORE UPDATE OR DELETE ON closed_week FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Kind is an outcome or a channel, or nothing for the minutes of presence. The week
-- is the events' own, counted_in the closed week that they count in. The source is
-- what the events have in common: a round, a day, or after 90 days their week.
CREATE TABLE release_ledger (
  municipality_id int     NOT NULL,
  family          text    NOT NULL,
  level           text    NOT NULL DEFAULT 'street',
  cover_version   int     NOT NULL,
  cell            h3cell  NOT NULL,
  week            date    NOT NULL,
  kind            text    NOT NULL,
  counted_in      date    NOT NULL,
  source          text    NOT NULL,
  undecided       boolean NOT NULL,
  count           int     NOT NULL,
  CONSTRAINT release_ledger_pkey PRIMARY KEY (municipality_id, family, counted_in, cover_version, cell, week, kind, source, undecided),
  CONSTRAINT release_ledger_closed_fkey FOREIGN KEY (municipality_id, family, counted_in)
    REFERENCES closed_week (municipality_id, family, week),
  CONSTRAINT release_ledger_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT release_ledger_street_level CHECK (level = 'street'),
  CONSTRAINT release_ledger_monday CHECK (extract(isodow FROM week) = 1 AND week <= counted_in),
  CONSTRAINT release_ledger_undecided_concern CHECK (NOT undecided OR family = 'concerns'),
  CONSTRAINT release_ledger_count_positive CHECK (count > 0)
);
SELECT protect('release_ledger');
GRANT SELECT, INSERT, UPDATE, DELETE ON release_ledger TO runde_app;

-- The rows of a year lie inside a block and have ground of their own.
ALTER TABLE release.figure ADD COLUMN cells text[] NOT NULL DEFAULT '{}';
ALTER TABLE release.figure ADD COLUMN leaves bigint[] NOT NULL DEFAULT '{}';

-- +goose Down
ALTER TABLE release.figure DROP COLUMN cells, DROP COLUMN leaves;
DROP TABLE release_ledger, closed_week;
