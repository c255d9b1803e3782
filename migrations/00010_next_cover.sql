-- +goose Up
-- The cover that the newest map made. A year that has a cover keeps it; the next
-- one is made from this. It is no cover yet: nothing can be stored in its cells.
CREATE TABLE next_cover (
  municipality_id int      NOT NULL,
  level           text     NOT NULL,
  min_dwellings   int      NOT NULL,
  dwelling_source text     NOT NULL,
  leaves          bigint[] NOT NULL,
  cells           bigint[] NOT NULL,
  dwellings       int[]    NOT NULL,
  CONSTRAINT next_cover_pkey PRIMARY KEY (municipality_id, level),
  CONSTRAINT next_cover_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT next_cover_level_known CHECK (level IN ('street', 'home')),
  CONSTRAINT next_cover_source_known CHECK (dwelling_source IN ('addresses', 'buildings', 'register')),
  CONSTRAINT next_cover_floor_positive CHECK (min_dwellings > 0),
  CONSTRAINT next_cover_cells_counted CHECK (cardinality(cells) = cardinality(dwellings))
);
SELECT protect('next_cover');
GRANT SELECT, INSERT, UPDATE ON next_cover TO runde_app;

-- +goose StatementBegin
-- The ancestor of an H3 cell at a resolution that is not finer than its own: the
-- resolution is replaced, and the digits below it are unused, 7.
CREATE FUNCTION h3_parent(index bigint, resolution int) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (index & ~(15::bigint << 52)) | (resolution::bigint << 52) | ((1::bigint << (3 * (15 - resolution))) - 1)
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The cell that stands for a cell of any year's cover in each year's, by version:
-- itself; or, where it was split, the one inside it with the most dwellings; or the
-- nearest around it, the remainder of the municipality last; null where a year's
-- cover has none of these.
CREATE FUNCTION cell_by_version(own int, cover_level text, c bigint) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT jsonb_object_agg(v.version, coalesce(
    (SELECT x.cell FROM cover_cell x
      WHERE x.municipality_id = own AND x.level = cover_level AND x.version = v.version AND x.cell = c),
    (SELECT x.cell FROM cover_cell x
      WHERE x.municipality_id = own AND x.level = cover_level AND x.version = v.version AND x.cell <> 0
        AND (c = 0 OR (((x.cell >> 52) & 15) > ((c >> 52) & 15) AND h3_parent(x.cell, ((c >> 52) & 15)::int) = c))
      ORDER BY x.dwellings DESC, x.cell LIMIT 1),
    (SELECT x.cell FROM cover_cell x
      WHERE x.municipality_id = own AND x.level = cover_level AND x.version = v.version
        AND (x.cell = 0 OR (((x.cell >> 52) & 15) < ((c >> 52) & 15) AND h3_parent(c, ((x.cell >> 52) & 15)::int) = x.cell))
      ORDER BY x.cell = 0, (x.cell >> 52) & 15 DESC LIMIT 1)))
  FROM cover v WHERE v.municipality_id = own AND v.level = cover_level
$$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION h3_parent(bigint, int), cell_by_version(int, text, bigint) TO runde_app;

-- +goose Down
DROP FUNCTION cell_by_version(int, text, bigint);
DROP FUNCTION h3_parent(bigint, int);
DROP TABLE next_cover;
