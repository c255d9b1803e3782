-- +goose Up
-- A concern: where (a cell), when it came (a day and daypart), what worries.
-- No sender, no address, no clock time.
CREATE TABLE concern (
  municipality_id int    NOT NULL,
  concern_id      uuid   NOT NULL,
  context         text   NOT NULL,
  level           text   NOT NULL,
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  day             date   NOT NULL,
  daypart         smallint NOT NULL,
  channel         text   NOT NULL,
  worries         text[] NOT NULL,
  meet_dayparts   smallint[] NOT NULL DEFAULT '{}',
  note            text,
  state           text   NOT NULL DEFAULT 'received',
  decision        text,
  decided_on      date,
  visit_by        date,
  closed_on       date,
  merged_into     uuid,
  receipt_hash    bytea,
  CONSTRAINT concern_pkey PRIMARY KEY (municipality_id, concern_id),
  CONSTRAINT concern_receipt_key UNIQUE (municipality_id, receipt_hash),
  CONSTRAINT concern_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT concern_merged_fkey FOREIGN KEY (municipality_id, merged_into) REFERENCES concern,
  CONSTRAINT concern_id_random CHECK (substr(concern_id::text, 15, 1) = '4'),
  CONSTRAINT concern_context_known CHECK (context IN ('street', 'home')),
  -- A concern about a home exists only on the coarse cover.
  CONSTRAINT concern_home_is_coarse CHECK (context = level),
  CONSTRAINT concern_cover_of_its_year CHECK (extract(year FROM day) = cover_version),
  CONSTRAINT concern_daypart_known CHECK (daypart BETWEEN 0 AND 3),
  CONSTRAINT concern_meet_dayparts_known CHECK (meet_dayparts <@ '{0,1,2,3}'::smallint[] AND cardinality(meet_dayparts) <= 4),
  CONSTRAINT concern_channel_form CHECK (channel ~ '^[a-z][a-z_]{1,31}$'),
  CONSTRAINT concern_worries_few CHECK (cardinality(worries) <= 12),
  CONSTRAINT concern_note_length CHECK (char_length(note) BETWEEN 1 AND 200),
  CONSTRAINT concern_state_known CHECK (state IN ('received', 'decided', 'on_round', 'closed')),
  CONSTRAINT concern_decision_known CHECK (decision IN ('visit', 'watch', 'leader', 'not_ours')),
  CONSTRAINT concern_decision_with_state CHECK ((state = 'received') = (decision IS NULL) AND (decision IS NULL) = (decided_on IS NULL)),
  CONSTRAINT concern_visit_by_with_visit CHECK (visit_by IS NULL OR decision = 'visit'),
  CONSTRAINT concern_home_never_a_stop CHECK (context <> 'home' OR state <> 'on_round'),
  CONSTRAINT concern_closed_with_day CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CONSTRAINT concern_merged_is_closed CHECK (merged_into IS NULL OR state = 'closed')
);
SELECT protect('concern');
CREATE INDEX concern_cell_idx ON concern (municipality_id, level, cell, day);
GRANT SELECT, INSERT, UPDATE, DELETE ON concern TO runde_app;

-- After their time concerns are weekly counts.
CREATE TABLE weekly_concern (
  municipality_id int    NOT NULL,
  level           text   NOT NULL,
  cover_version   int    NOT NULL,
  cell            h3cell NOT NULL,
  week            date   NOT NULL,
  channel         text   NOT NULL,
  count           int    NOT NULL,
  CONSTRAINT weekly_concern_pkey PRIMARY KEY (municipality_id, level, cover_version, cell, week, channel),
  CONSTRAINT weekly_concern_cell_in_cover FOREIGN KEY (municipality_id, level, cover_version, cell)
    REFERENCES cover_cell (municipality_id, level, version, cell),
  CONSTRAINT weekly_concern_monday CHECK (extract(isodow FROM week) = 1),
  CONSTRAINT weekly_concern_channel_form CHECK (channel ~ '^[a-z][a-z_]{1,31}$'),
  CONSTRAINT weekly_concern_count_positive CHECK (count > 0)
);
SELECT protect('weekly_concern');
GRANT SELECT, INSERT, UPDATE ON weekly_concern TO runde_app;

-- The public may send, ask and add, and withdraw; it reads nothing else. The
-- functions run as the owner, whom row-level security binds as well.
-- +goose StatementBegin
CREATE FUNCTION send_concern(id uuid, context text, cover_version int, cell bigint, day date, daypart smallint,
  channel text, worries text[], meet_dayparts smallint[], note text, receipt_hash bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.concern (municipality_id, concern_id, context, level, cover_version, cell, day, daypart,
    channel, worries, meet_dayparts, note, receipt_hash)
  VALUES (nullif(current_setting('runde.municipality_id', true), '')::int, $1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The concern's state and decision, or no row. Worries and a note are added while
-- the concern is not yet decided; NULL adds nothing.
CREATE FUNCTION ask_concern(receipt bytea, more_worries text[], more_note text)
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
  RETURN QUERY SELECT c.state, c.decision, changed > 0 FROM public.concern c
    WHERE c.municipality_id = own AND c.receipt_hash = receipt;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION withdraw_concern(receipt bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE own int := nullif(current_setting('runde.municipality_id', true), '')::int;
BEGIN
  UPDATE public.concern SET merged_into = NULL
    WHERE municipality_id = own AND merged_into = (
      SELECT concern_id FROM public.concern WHERE municipality_id = own AND receipt_hash = receipt);
  DELETE FROM public.concern WHERE municipality_id = own AND receipt_hash = receipt;
  RETURN FOUND;
END $$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION send_concern(uuid, text, int, bigint, date, smallint, text, text[], smallint[], text, bytea),
  ask_concern(bytea, text[], text), withdraw_concern(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION send_concern(uuid, text, int, bigint, date, smallint, text, text[], smallint[], text, bytea),
  ask_concern(bytea, text[], text), withdraw_concern(bytea) TO runde_public;

-- +goose Down
DROP FUNCTION withdraw_concern(bytea), ask_concern(bytea, text[], text),
  send_concern(uuid, text, int, bigint, date, smallint, text, text[], smallint[], text, bytea);
DROP TABLE weekly_concern, concern;
