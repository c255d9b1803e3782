-- +goose Up
-- Each family of events has blocks of its own: there are far fewer concerns than
-- encounters, and on the same ground nearly every block would hold too few of them.
-- Presence is shown on those of encounters. In a year of which concerns have been
-- published they keep the blocks that they were published on.
ALTER TABLE release.block ADD COLUMN family text NOT NULL DEFAULT 'encounters';
ALTER TABLE release.block
  ALTER COLUMN family DROP DEFAULT,
  ADD CONSTRAINT block_family_known CHECK (family IN ('encounters', 'concerns')),
  DROP CONSTRAINT block_pkey,
  ADD CONSTRAINT block_pkey PRIMARY KEY (municipality_id, year, family, block);
-- +goose StatementBegin
DO $$
DECLARE m int;
BEGIN
  FOR m IN SELECT municipality_id FROM municipality LOOP
    PERFORM set_config('runde.municipality_id', m::text, true);
    INSERT INTO release.block (municipality_id, year, block, label, cells, leaves, family)
    SELECT municipality_id, year, block, label, cells, leaves, 'concerns' FROM release.block b
    WHERE EXISTS (SELECT FROM release.edition e
      WHERE e.municipality_id = b.municipality_id AND e.year = b.year AND e.family = 'concerns');
  END LOOP;
END $$;
-- +goose StatementEnd

-- +goose Down
-- Refused where a family was published on blocks of its own: what comes next would
-- be published on others in the same year, and could be subtracted.
ALTER TABLE release.block DISABLE TRIGGER block_never_changes;
-- +goose StatementBegin
DO $$
DECLARE m int;
BEGIN
  FOR m IN SELECT municipality_id FROM municipality LOOP
    PERFORM set_config('runde.municipality_id', m::text, true);
    IF EXISTS (
      SELECT FROM release.block b JOIN release.edition e USING (municipality_id, year, family)
      WHERE b.family = 'concerns' AND NOT EXISTS (SELECT FROM release.block o
        WHERE o.municipality_id = b.municipality_id AND o.year = b.year AND o.block = b.block
          AND o.family = 'encounters' AND o.cells = b.cells)) THEN
      RAISE EXCEPTION 'release.block: concerns were published on blocks of their own';
    END IF;
    DELETE FROM release.block WHERE family = 'concerns';
  END LOOP;
END $$;
-- +goose StatementEnd
ALTER TABLE release.block ENABLE TRIGGER block_never_changes;
ALTER TABLE release.block
  DROP CONSTRAINT block_pkey,
  DROP COLUMN family,
  ADD CONSTRAINT block_pkey PRIMARY KEY (municipality_id, year, block);
