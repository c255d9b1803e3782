-- +goose Up
-- What management may see, and all it may see. Rows are written once.
CREATE SCHEMA release;
GRANT USAGE ON SCHEMA release TO runde_app, runde_management;

-- The static blocks of a calendar year, frozen before it begins.
CREATE TABLE release.block (
  municipality_id int    NOT NULL,
  year            int    NOT NULL,
  block           text   NOT NULL,
  label           text   NOT NULL,
  cells           text[] NOT NULL,
  leaves          bigint[] NOT NULL,
  CONSTRAINT block_pkey PRIMARY KEY (municipality_id, year, block),
  CONSTRAINT block_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality,
  CONSTRAINT block_has_cells CHECK (cardinality(cells) > 0)
);
SELECT protect('release.block');

-- One publication: a family of figures at a level for a closed period.
CREATE TABLE release.edition (
  municipality_id int  NOT NULL,
  family          text NOT NULL,
  level           smallint NOT NULL,
  period          text NOT NULL,
  year            int  NOT NULL,
  first_day       date NOT NULL,
  last_day        date NOT NULL,
  released_on     date NOT NULL,
  threshold       smallint NOT NULL,
  CONSTRAINT edition_pkey PRIMARY KEY (municipality_id, family, level, period),
  CONSTRAINT edition_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality,
  CONSTRAINT edition_family_known CHECK (family IN ('encounters', 'concerns', 'presence')),
  CONSTRAINT edition_level_known CHECK (level BETWEEN 1 AND 3),
  CONSTRAINT edition_threshold CHECK (threshold BETWEEN 3 AND 20),
  CONSTRAINT edition_after_closing CHECK (released_on >= last_day + 7)
);
SELECT protect('release.edition');

-- A figure of an edition. Kind '' is the total. An unknown figure has no count.
CREATE TABLE release.figure (
  municipality_id int  NOT NULL,
  family          text NOT NULL,
  level           smallint NOT NULL,
  period          text NOT NULL,
  area            text NOT NULL,
  kind            text NOT NULL,
  blocks          text[] NOT NULL,
  status          text NOT NULL,
  count           int,
  CONSTRAINT figure_pkey PRIMARY KEY (municipality_id, family, level, period, area, kind),
  CONSTRAINT figure_edition_fkey FOREIGN KEY (municipality_id, family, level, period) REFERENCES release.edition,
  CONSTRAINT figure_status_known CHECK (status IN ('own', 'merged', 'unknown', 'zero')),
  CONSTRAINT figure_count_matches_status CHECK (
    CASE status WHEN 'unknown' THEN count IS NULL WHEN 'zero' THEN count = 0 ELSE count > 0 END)
);
SELECT protect('release.figure');

CREATE TRIGGER block_never_changes BEFORE UPDATE OR DELETE ON release.block FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER edition_never_changes BEFORE UPDATE OR DELETE ON release.edition FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER figure_never_changes BEFORE UPDATE OR DELETE ON release.figure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER block_no_truncate BEFORE TRUNCATE ON release.block FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER edition_no_truncate BEFORE TRUNCATE ON release.edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER figure_no_truncate BEFORE TRUNCATE ON release.figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON release.block, release.edition, release.figure TO runde_app;
GRANT SELECT ON release.block, release.edition, release.figure TO runde_management;

-- +goose Down
DROP SCHEMA release CASCADE;
