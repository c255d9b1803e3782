-- +goose Up
-- The layers of the map before the one that is live, to go back to. A program that
-- does not know of this table reads and writes the live ones as ever.
CREATE TABLE kept_layer (
  municipality_id int   NOT NULL,
  layer           text  NOT NULL,
  sha256          bytea NOT NULL,
  data            bytea NOT NULL,
  CONSTRAINT kept_layer_pkey PRIMARY KEY (municipality_id, layer),
  CONSTRAINT kept_layer_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT kept_layer_known CHECK (layer IN ('network', 'basemap', 'boundary')),
  CONSTRAINT kept_layer_intact CHECK (sha256 = sha256(data))
);
SELECT protect('kept_layer');
GRANT SELECT, INSERT, UPDATE, DELETE ON kept_layer TO runde_app;

-- What is known of a map, by the checksum of its layers' checksums, network, base
-- map and boundary in the order of their names: which import brought it, and the
-- figures that the next one is held against.
CREATE TABLE map_edition (
  municipality_id int   NOT NULL,
  checksum        bytea NOT NULL,
  import_id       uuid  NOT NULL,
  figures         jsonb NOT NULL,
  CONSTRAINT map_edition_pkey PRIMARY KEY (municipality_id, checksum),
  CONSTRAINT map_edition_import_fkey FOREIGN KEY (municipality_id, import_id) REFERENCES map_import
);
SELECT protect('map_edition');
GRANT SELECT, INSERT, UPDATE, DELETE ON map_edition TO runde_app;

-- +goose Down
DROP TABLE map_edition, kept_layer;
