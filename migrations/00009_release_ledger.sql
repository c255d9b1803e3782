-- +goose Up
-- Which events have been counted for release, and in which week. A week is closed
-- once, seven days after its end: what had come by then and was not counted yet
-- counts in it. An event that comes later therefore counts in the next week that is
-- closed, without anybody storing when it came.
CREATE TABLE closed_week (
  municipality_id int  NOT NULL,
  week            date NOT NULL,
  CONSTRAINT closed_week_pkey PRIMARY KEY (municipality_id, week),
  CONSTRAINT closed_week_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT closed_week_monday CHECK (extract(isodow FROM week) = 1)
);
SELECT protect('closed_week');
GRANT SELECT, INSERT ON closed_week TO runde_app;

-- Kind is an outcome, a channel, or nothing for the minutes of presence. The week
-- is the event's own, counted_in the closed week that it counts in.
CREATE TABLE release_ledger (
  municipality_id int    NOT NULL,
  family          text   NOT NULL,
  level           text   NOT NULL DEFAULT 'street',
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  week            date   NOT NULL,
  kind            text   NOT NULL,
  counted_in      date   NOT NULL,
  count           int    NOT NULL,
  CONSTRAINT release_ledger_pkey PRIMARY KEY (municipality_id, counted_in, family, cover_version, cell, week, kind),
  CONSTRAINT release_ledger_closed_fkey FOREIGN KEY (municipality_id, counted_in) REFERENCES closed_week (municipality_id, week),
  CONSTRAINT release_ledger_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT release_ledger_family_known CHECK (family IN ('encounters', 'concerns', 'presence')),
  CONSTRAINT release_ledger_street_level CHECK (level = 'street'),
  CONSTRAINT release_ledger_monday CHECK (extract(isodow FROM week) = 1 AND week <= counted_in),
  CONSTRAINT release_ledger_count_positive CHECK (count > 0)
);
SELECT protect('release_ledger');
GRANT SELECT, INSERT ON release_ledger TO runde_app;

CREATE TRIGGER closed_week_never_changes BEFORE UPDATE OR DELETE ON closed_week FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER release_ledger_never_changes BEFORE UPDATE OR DELETE ON release_ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE release_ledger, closed_week;
