-- +goose Up
-- The side tables of a year: details of the municipality's events that no other
-- table splits, by the kinds that the rows of the periods showed (of_kinds; '' where
-- they were not split, and for a family that has none).
ALTER TABLE release.edition
  DROP CONSTRAINT edition_family_known,
  ADD CONSTRAINT edition_family_known CHECK (family IN ('encounters', 'concerns', 'presence',
    'bridges', 'channels', 'waiting', 'weekdays', 'home_concerns')),
  ADD CONSTRAINT edition_side_by_year CHECK (level = 3 OR family IN ('encounters', 'concerns', 'presence'));
ALTER TABLE release.figure ADD COLUMN of_kinds text NOT NULL DEFAULT '';
ALTER TABLE release.figure
  DROP CONSTRAINT figure_pkey,
  ADD CONSTRAINT figure_pkey PRIMARY KEY (municipality_id, family, level, period, area, of_kinds, kind);

-- What the side tables are made of: counts without a cell. They are written when
-- the period (bridges, channels) or the week (the others) that counted_in begins is
-- published or closed, while the events still tell their details, and never again.
CREATE TABLE release_tally (
  municipality_id int     NOT NULL,
  family          text    NOT NULL,
  counted_in      date    NOT NULL,
  class           text    NOT NULL,
  detail          text    NOT NULL,
  week            date    NOT NULL,
  undecided       boolean NOT NULL,
  count           int     NOT NULL,
  CONSTRAINT release_tally_pkey PRIMARY KEY (municipality_id, family, counted_in, class, detail, week, undecided),
  CONSTRAINT release_tally_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT release_tally_family_known CHECK (family IN ('bridges', 'channels', 'waiting', 'weekdays', 'home_concerns')),
  CONSTRAINT release_tally_monday CHECK (extract(isodow FROM counted_in) = 1 AND extract(isodow FROM week) = 1),
  CONSTRAINT release_tally_undecided_concern CHECK (NOT undecided OR family IN ('channels', 'home_concerns')),
  CONSTRAINT release_tally_count_positive CHECK (count > 0)
);
SELECT protect('release_tally');
GRANT SELECT, INSERT ON release_tally TO runde_app;

-- To whom an encounter bridged, until its source is forgotten: '' for one that came
-- too late for its week, and for what is no bridge.
ALTER TABLE release_ledger
  ADD COLUMN detail text NOT NULL DEFAULT '',
  ADD CONSTRAINT release_ledger_detail_known CHECK (detail IN
    ('', 'several', 'doctor', 'caseworker', 'addiction_treatment', 'drop_in', 'other')),
  ADD CONSTRAINT release_ledger_detail_of_bridge CHECK (detail = '' OR (family = 'encounters' AND kind = 'bridged')),
  DROP CONSTRAINT release_ledger_pkey,
  ADD CONSTRAINT release_ledger_pkey
    PRIMARY KEY (municipality_id, family, counted_in, cover_version, cell, week, kind, source, undecided, detail);

-- Whether the time from the decision to the first visit has been counted.
ALTER TABLE concern ADD COLUMN settled boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE concern DROP COLUMN settled;
DROP TABLE release_tally;
ALTER TABLE release.figure DISABLE TRIGGER figure_never_changes;
ALTER TABLE release.edition DISABLE TRIGGER edition_never_changes;
-- +goose StatementBegin
DO $$
DECLARE m int;
BEGIN
  FOR m IN SELECT municipality_id FROM municipality LOOP
    PERFORM set_config('runde.municipality_id', m::text, true);
    DELETE FROM release.figure WHERE family IN ('bridges', 'channels', 'waiting', 'weekdays', 'home_concerns');
    DELETE FROM release.edition WHERE family IN ('bridges', 'channels', 'waiting', 'weekdays', 'home_concerns');
    WITH old AS (DELETE FROM release_ledger WHERE detail <> '' RETURNING *)
    INSERT INTO release_ledger AS l (municipality_id, family, cover_version, cell, week, kind, counted_in, source, undecided, count)
    SELECT municipality_id, family, cover_version, cell, week, kind, counted_in, source, undecided, sum(count) FROM old
    GROUP BY municipality_id, family, cover_version, cell, week, kind, counted_in, source, undecided
    ON CONFLICT ON CONSTRAINT release_ledger_pkey DO UPDATE SET count = l.count + excluded.count;
  END LOOP;
END $$;
-- +goose StatementEnd
ALTER TABLE release.figure ENABLE TRIGGER figure_never_changes;
ALTER TABLE release.edition ENABLE TRIGGER edition_never_changes;
ALTER TABLE release_ledger
  DROP CONSTRAINT release_ledger_pkey,
  DROP COLUMN detail,
  ADD CONSTRAINT release_ledger_pkey PRIMARY KEY (municipality_id, family, counted_in, cover_version, cell, week, kind, source, undecided);
ALTER TABLE release.figure
  DROP CONSTRAINT figure_pkey,
  DROP COLUMN of_kinds,
  ADD CONSTRAINT figure_pkey PRIMARY KEY (municipality_id, family, level, period, area, kind);
ALTER TABLE release.edition
  DROP CONSTRAINT edition_side_by_year,
  DROP CONSTRAINT edition_family_known,
  ADD CONSTRAINT edition_family_known CHECK (family IN ('encounters', 'concerns', 'presence'));
