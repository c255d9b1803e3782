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
-- The cell that stands for a cell of any year's cover in each year's: itself; or,
-- where it was split, the one inside it with the most dwellings; or the nearest
-- around it, the remainder of the municipality last.
CREATE FUNCTION cell_by_version(own int, cover_level text, c bigint) RETURNS TABLE (version int, cell bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 3 AS $$
  SELECT DISTINCT ON (k.version) k.version, k.cell::bigint
  FROM (SELECT x.version, x.cell, x.dwellings,
          CASE WHEN x.cell = 0 THEN -1 ELSE (x.cell >> 52) & 15 END AS res,
          CASE WHEN c = 0 THEN -1 ELSE (c >> 52) & 15 END AS own_res
        FROM cover_cell x WHERE x.municipality_id = own AND x.level = cover_level) AS k
  WHERE k.cell = c
     OR (k.res > k.own_res AND (c = 0 OR h3_parent(k.cell, k.own_res::int) = c))
     OR (k.res < k.own_res AND (k.cell = 0 OR h3_parent(c, k.res::int) = k.cell))
  ORDER BY k.version, k.cell <> c, k.res < k.own_res,
    CASE WHEN k.res > k.own_res THEN -k.dwellings ELSE -k.res END, k.cell
$$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION h3_parent(bigint, int), cell_by_version(int, text, bigint) TO runde_app;

-- +goose Down
DROP FUNCTION cell_by_version(int, text, bigint);
DROP FUNCTION h3_parent(bigint, int);
DROP TABLE next_cover;
