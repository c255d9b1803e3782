-- +goose Up
-- A concern that was merged before anybody had decided it needs no decision of
-- its own: it stands as the one it was merged into.
ALTER TABLE concern DROP CONSTRAINT concern_decision_with_state;
ALTER TABLE concern ADD CONSTRAINT concern_decision_with_state CHECK (
  ((state = 'received') = (decision IS NULL) OR (merged_into IS NOT NULL AND state <> 'received'))
  AND (decision IS NULL) = (decided_on IS NULL));

-- +goose StatementBegin
-- The state and decision of the concern, or of the one it was merged into, or no
-- row. Worries and a note are added while the concern itself is not yet decided;
-- NULL adds nothing.
CREATE OR REPLACE FUNCTION ask_concern(receipt bytea, more_worries text[], more_note text)
RETURNS TABLE (state text, decision text, added boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own int := nullif(current_setting('runde.municipality_id', true), '')::int;
  changed int := 0;
BEGIN
  IF more_worries IS NOT NULL OR more_note IS NOT NULL THEN
    UPDATE public.concern c SET
      worries = ARRAY(SELECT DISTINCT w FROM unnest(c.worries || coalesce(more_worries, '{}')) AS w ORDER BY w),
      note = coalesce(more_note, c.note)
    WHERE c.municipality_id = own AND c.receipt_hash = receipt AND c.state = 'received';
    GET DIAGNOSTICS changed = ROW_COUNT;
  END IF;
  RETURN QUERY
    WITH RECURSIVE chain AS (
      SELECT c.* FROM public.concern c WHERE c.municipality_id = own AND c.receipt_hash = receipt
      UNION
      SELECT c.* FROM public.concern c JOIN chain ON c.municipality_id = own AND c.concern_id = chain.merged_into)
    SELECT chain.state, chain.decision, changed > 0 FROM chain WHERE chain.merged_into IS NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- What was merged into a concern that is withdrawn waits for a decision again.
CREATE OR REPLACE FUNCTION withdraw_concern(receipt bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE own int := nullif(current_setting('runde.municipality_id', true), '')::int;
BEGIN
  UPDATE public.concern SET merged_into = NULL, state = 'received', decision = NULL, decided_on = NULL,
      visit_by = NULL, closed_on = NULL
    WHERE municipality_id = own AND merged_into = (
      SELECT concern_id FROM public.concern WHERE municipality_id = own AND receipt_hash = receipt);
  DELETE FROM public.concern WHERE municipality_id = own AND receipt_hash = receipt;
  RETURN FOUND;
END $$;
-- +goose StatementEnd
