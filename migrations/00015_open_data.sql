-- +goose Up
-- How many of a row's events open data counts: at most one a day of a kind in a
-- cell, and one for the whole week of those that count in a later one. It is filled in when a week is counted, while the days are still known, for
-- every municipality, so that one which chooses open data later need not wait a year.
-- That tells nothing that the row did not: its round or day is known beside it, and
-- goes after 90 days while the number stays, which then says on how many days of the
-- week there was something, and not on which. NULL for presence, and for what was
-- counted before this column was there.
ALTER TABLE release_ledger
  ADD COLUMN capped int,
  ADD CONSTRAINT release_ledger_capped_part CHECK (capped BETWEEN 0 AND count);

-- An edition whose figures anybody may have, with noise: its epsilon as a fraction,
-- and the cap of its counts.
CREATE TABLE release.open_edition (
  municipality_id     int      NOT NULL,
  family              text     NOT NULL,
  level               smallint NOT NULL,
  period              text     NOT NULL,
  epsilon_numerator   smallint NOT NULL,
  epsilon_denominator smallint NOT NULL,
  day_cap             smallint NOT NULL,
  CONSTRAINT open_edition_pkey PRIMARY KEY (municipality_id, family, level, period),
  CONSTRAINT open_edition_edition_fkey FOREIGN KEY (municipality_id, family, level, period) REFERENCES release.edition,
  CONSTRAINT open_edition_family_known CHECK (family IN ('encounters', 'concerns')),
  CONSTRAINT open_edition_epsilon CHECK (epsilon_numerator BETWEEN 1 AND 1000 AND epsilon_denominator BETWEEN 1 AND 1000),
  CONSTRAINT open_edition_cap_positive CHECK (day_cap > 0)
);
SELECT protect('release.open_edition');

-- The count of a node with its noise, which may be negative.
CREATE TABLE release.open_figure (
  municipality_id int      NOT NULL,
  family          text     NOT NULL,
  level           smallint NOT NULL,
  period          text     NOT NULL,
  node            text     NOT NULL,
  kind            text     NOT NULL,
  count           int      NOT NULL,
  CONSTRAINT open_figure_pkey PRIMARY KEY (municipality_id, family, level, period, node, kind),
  CONSTRAINT open_figure_edition_fkey FOREIGN KEY (municipality_id, family, level, period) REFERENCES release.open_edition
);
SELECT protect('release.open_figure');

-- +goose StatementBegin
-- Whether this transaction wrote the edition. Noise that is drawn in another one
-- could be drawn until it suits somebody.
CREATE FUNCTION release.writes_edition(municipality int, family text, level smallint, period text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM release.edition e
    WHERE (e.municipality_id, e.family, e.level, e.period) = ($1, $2, $3, $4) AND e.xmin = pg_current_xact_id()::xid)
$$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION release.writes_edition(int, text, smallint, text) TO runde_app;

CREATE TRIGGER open_edition_with_its_edition BEFORE INSERT ON release.open_edition FOR EACH ROW
  WHEN (NOT release.writes_edition(NEW.municipality_id, NEW.family, NEW.level, NEW.period)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER open_figure_with_its_edition BEFORE INSERT ON release.open_figure FOR EACH ROW
  WHEN (NOT release.writes_edition(NEW.municipality_id, NEW.family, NEW.level, NEW.period)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER open_edition_never_changes BEFORE UPDATE OR DELETE ON release.open_edition FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER open_figure_never_changes BEFORE UPDATE OR DELETE ON release.open_figure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER open_edition_no_truncate BEFORE TRUNCATE ON release.open_edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER open_figure_no_truncate BEFORE TRUNCATE ON release.open_figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON release.open_edition, release.open_figure TO runde_app;
GRANT SELECT ON release.open_edition, release.open_figure TO runde_management;

-- +goose Down
DROP TABLE release.open_figure, release.open_edition;
DROP FUNCTION release.writes_edition(int, text, smallint, text);
ALTER TABLE release_ledger DROP COLUMN capped;
