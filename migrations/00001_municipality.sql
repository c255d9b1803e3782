-- +goose Up
-- +goose StatementBegin
-- Every table is protected alike: row-level security, forced on the owner too,
-- by the municipality that the transaction has set. Without one, no row is seen.
CREATE FUNCTION protect(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY own_municipality ON %s FOR ALL
    USING (municipality_id = (SELECT nullif(current_setting(''runde.municipality_id'', true), '''')::int))
    WITH CHECK (municipality_id = (SELECT nullif(current_setting(''runde.municipality_id'', true), '''')::int))', target);
END $$;
-- +goose StatementEnd

CREATE TABLE municipality (
  municipality_id int  NOT NULL,
  name            text NOT NULL,
  demo            boolean NOT NULL DEFAULT false,
  CONSTRAINT municipality_pkey PRIMARY KEY (municipality_id),
  CONSTRAINT municipality_id_positive CHECK (municipality_id > 0),
  CONSTRAINT municipality_name_length CHECK (char_length(name) BETWEEN 1 AND 80)
);
SELECT protect('municipality');
-- The list of municipalities is public: a sign-in has to find its own.
CREATE POLICY any_municipality_name ON municipality FOR SELECT USING (true);
GRANT SELECT, INSERT, UPDATE ON municipality TO runde_app;

-- A municipality's own choices: contact lines, opening hours, thresholds.
CREATE TABLE setting (
  municipality_id int   NOT NULL,
  key             text  NOT NULL,
  value           jsonb NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (municipality_id, key),
  CONSTRAINT setting_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT setting_key_form CHECK (key ~ '^[a-z][a-z0-9_.]{0,63}$')
);
SELECT protect('setting');
GRANT SELECT, INSERT, UPDATE, DELETE ON setting TO runde_app;

-- +goose StatementBegin
-- An H3 cell index: mode 1, reserved bits 0, base cell below 122, used digits
-- not 7, unused digits 7. Deleted digits below pentagons pass here and are
-- refused by the foreign key to the cover.
CREATE FUNCTION h3_is_cell(index bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT index > 0 AND (index >> 59) = 1 AND ((index >> 56) & 7) = 0 AND ((index >> 45) & 127) < 122
     AND NOT EXISTS (
       SELECT FROM generate_series(1, 15) AS r
       WHERE (((index >> (3 * (15 - r))) & 7) = 7) <> (r > ((index >> 52) & 15)))
$$;
-- +goose StatementEnd

GRANT EXECUTE ON FUNCTION h3_is_cell(bigint) TO runde_app;

-- A cell that may be stored; 0 is the remainder of the municipality.
CREATE DOMAIN h3cell AS bigint
  CONSTRAINT h3cell_valid CHECK (VALUE = 0 OR (h3_is_cell(VALUE) AND ((VALUE >> 52) & 15) BETWEEN 5 AND 9));

-- A cover holds for one calendar year, which is its version. Level 'street' is
-- the fine cover of places where people are met, 'home' the coarser one of
-- concerns about somebody at home.
CREATE TABLE cover (
  municipality_id int    NOT NULL,
  level           text   NOT NULL,
  version         int    NOT NULL,
  min_dwellings   int    NOT NULL,
  dwelling_source text   NOT NULL,
  valid_from      date   NOT NULL,
  leaves          bigint[] NOT NULL,
  CONSTRAINT cover_pkey PRIMARY KEY (municipality_id, level, version),
  CONSTRAINT cover_floor_key UNIQUE (municipality_id, level, version, min_dwellings),
  CONSTRAINT cover_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT cover_level_known CHECK (level IN ('street', 'home')),
  CONSTRAINT cover_source_known CHECK (dwelling_source IN ('addresses', 'buildings', 'register')),
  CONSTRAINT cover_floor_positive CHECK (min_dwellings > 0),
  CONSTRAINT cover_valid_from_new_year CHECK (valid_from = make_date(version, 1, 1))
);
SELECT protect('cover');
GRANT SELECT, INSERT ON cover TO runde_app;

CREATE TABLE cover_cell (
  municipality_id int    NOT NULL,
  level           text   NOT NULL,
  version         int    NOT NULL,
  cell            h3cell NOT NULL,
  dwellings       int    NOT NULL,
  min_dwellings   int    NOT NULL,
  CONSTRAINT cover_cell_pkey PRIMARY KEY (municipality_id, level, version, cell),
  CONSTRAINT cover_cell_cover_fkey FOREIGN KEY (municipality_id, level, version, min_dwellings)
    REFERENCES cover (municipality_id, level, version, min_dwellings),
  -- The remainder alone may fall below, where the whole municipality does.
  CONSTRAINT cover_cell_floor CHECK (dwellings >= min_dwellings OR cell = 0)
);
SELECT protect('cover_cell');
GRANT SELECT, INSERT ON cover_cell TO runde_app;

-- +goose Down
DROP TABLE cover_cell, cover, setting, municipality;
DROP DOMAIN h3cell;
DROP FUNCTION h3_is_cell(bigint);
DROP FUNCTION protect(regclass);
