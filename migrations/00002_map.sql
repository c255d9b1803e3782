-- +goose Up
-- What an import leaves: public places and the map around them. Exact points
-- are kept of public places only.
CREATE TABLE place (
  municipality_id int    NOT NULL,
  place_id        uuid   NOT NULL DEFAULT gen_random_uuid(),
  source          text   NOT NULL,
  source_ref      text   NOT NULL,
  kind            text   NOT NULL,
  name            text   NOT NULL DEFAULT '',
  lat             double precision NOT NULL,
  lon             double precision NOT NULL,
  visit_minutes   smallint NOT NULL DEFAULT 20,
  min_visits      smallint NOT NULL DEFAULT 0,
  max_visits      smallint NOT NULL DEFAULT 2,
  gap_days        smallint NOT NULL DEFAULT 2,
  two_workers     boolean  NOT NULL DEFAULT false,
  windows         jsonb    NOT NULL DEFAULT '{}',
  habit_weekday   smallint,
  habit_minute    smallint,
  safety_note     text     NOT NULL DEFAULT '',
  edited          boolean  NOT NULL DEFAULT false,
  retired         boolean  NOT NULL DEFAULT false,
  CONSTRAINT place_pkey PRIMARY KEY (municipality_id, place_id),
  CONSTRAINT place_source_key UNIQUE (municipality_id, source, source_ref),
  CONSTRAINT place_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT place_source_known CHECK (source IN ('osm', 'geofa', 'hand', 'area')),
  -- An area stop is a junction that the program picked for a cell without a place.
  CONSTRAINT place_area_source CHECK ((kind = 'area') = (source = 'area')),
  CONSTRAINT place_kind_form CHECK (kind ~ '^[a-z][a-z_]{1,31}$'),
  CONSTRAINT place_name_length CHECK (char_length(name) <= 120),
  CONSTRAINT place_note_length CHECK (char_length(safety_note) <= 200),
  CONSTRAINT place_point_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
  CONSTRAINT place_visit_minutes CHECK (visit_minutes BETWEEN 5 AND 240),
  CONSTRAINT place_visits CHECK (min_visits >= 0 AND max_visits BETWEEN 1 AND 14 AND min_visits <= max_visits),
  CONSTRAINT place_gap_days CHECK (gap_days BETWEEN 0 AND 28),
  CONSTRAINT place_habit CHECK ((habit_weekday IS NULL) = (habit_minute IS NULL)
    AND habit_weekday BETWEEN 0 AND 6 AND habit_minute BETWEEN 0 AND 1439)
);
SELECT protect('place');
GRANT SELECT, INSERT, UPDATE ON place TO runde_app;

-- Settlements and neighbourhoods: the list that stands for the map where there
-- is no JavaScript.
CREATE TABLE place_name (
  municipality_id int  NOT NULL,
  source_ref      text NOT NULL,
  name            text NOT NULL,
  kind            text NOT NULL,
  lat             double precision NOT NULL,
  lon             double precision NOT NULL,
  CONSTRAINT place_name_pkey PRIMARY KEY (municipality_id, source_ref),
  CONSTRAINT place_name_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT place_name_length CHECK (char_length(name) BETWEEN 1 AND 120)
);
SELECT protect('place_name');
GRANT SELECT, INSERT, UPDATE, DELETE ON place_name TO runde_app;

-- Street names, which the filter of short texts must know to refuse an address.
CREATE TABLE street_name (
  municipality_id int  NOT NULL,
  name            text NOT NULL,
  CONSTRAINT street_name_pkey PRIMARY KEY (municipality_id, name),
  CONSTRAINT street_name_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality
);
SELECT protect('street_name');
GRANT SELECT, INSERT, DELETE ON street_name TO runde_app;

-- The street network, the base map and the boundary, as the engines wrote them.
CREATE TABLE map_layer (
  municipality_id int   NOT NULL,
  layer           text  NOT NULL,
  sha256          bytea NOT NULL,
  data            bytea NOT NULL,
  CONSTRAINT map_layer_pkey PRIMARY KEY (municipality_id, layer),
  CONSTRAINT map_layer_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT map_layer_known CHECK (layer IN ('network', 'basemap', 'boundary')),
  CONSTRAINT map_layer_intact CHECK (sha256 = sha256(data))
);
SELECT protect('map_layer');
GRANT SELECT, INSERT, UPDATE ON map_layer TO runde_app;

-- What each import read and dropped.
CREATE TABLE map_import (
  municipality_id int   NOT NULL,
  import_id       uuid  NOT NULL DEFAULT gen_random_uuid(),
  imported_at     timestamptz NOT NULL,
  source_sha256   bytea NOT NULL,
  summary         jsonb NOT NULL,
  CONSTRAINT map_import_pkey PRIMARY KEY (municipality_id, import_id),
  CONSTRAINT map_import_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality
);
SELECT protect('map_import');
GRANT SELECT, INSERT ON map_import TO runde_app;

-- +goose Down
DROP TABLE map_import, map_layer, street_name, place_name, place;
