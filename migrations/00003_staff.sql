-- +goose Up
CREATE TABLE team (
  municipality_id int  NOT NULL,
  team_id         uuid NOT NULL DEFAULT gen_random_uuid(),
  name            text NOT NULL,
  base_lat        double precision NOT NULL,
  base_lon        double precision NOT NULL,
  CONSTRAINT team_pkey PRIMARY KEY (municipality_id, team_id),
  CONSTRAINT team_name_key UNIQUE (municipality_id, name),
  CONSTRAINT team_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT team_name_length CHECK (char_length(name) BETWEEN 1 AND 80)
);
SELECT protect('team');
GRANT SELECT, INSERT, UPDATE ON team TO runde_app;

-- Those who sign in. A login and a role, nothing else about them.
CREATE TABLE staff (
  municipality_id int  NOT NULL,
  staff_id        uuid NOT NULL DEFAULT gen_random_uuid(),
  login           text NOT NULL,
  role            text NOT NULL,
  team_id         uuid,
  password_hash   text,
  disabled        boolean NOT NULL DEFAULT false,
  CONSTRAINT staff_pkey PRIMARY KEY (municipality_id, staff_id),
  CONSTRAINT staff_login_key UNIQUE (municipality_id, login),
  CONSTRAINT staff_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT staff_team_fkey FOREIGN KEY (municipality_id, team_id) REFERENCES team,
  CONSTRAINT staff_role_known CHECK (role IN ('coordinator', 'worker', 'leader', 'management', 'administrator')),
  CONSTRAINT staff_login_form CHECK (login = lower(login) AND char_length(login) BETWEEN 3 AND 120)
);
SELECT protect('staff');
GRANT SELECT, INSERT, UPDATE ON staff TO runde_app;

-- A session is found before anybody's municipality is known: no row-level
-- security. The token itself is never stored.
CREATE TABLE session (
  token_hash bytea NOT NULL,
  data       bytea NOT NULL,
  expiry     timestamptz NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX session_expiry_idx ON session (expiry);
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO runde_app;

-- Decisions, plans, settings, sign-ins and exports, each in the transaction of
-- the change itself. Append-only and hash-chained; never encounters or intake.
CREATE TABLE audit (
  municipality_id int    NOT NULL,
  seq             bigint NOT NULL,
  at              timestamptz NOT NULL,
  actor           uuid,
  action          text   NOT NULL,
  object_type     text   NOT NULL,
  object_id       text   NOT NULL,
  reason          text   NOT NULL DEFAULT '',
  prev_hash       bytea  NOT NULL,
  hash            bytea  NOT NULL,
  CONSTRAINT audit_pkey PRIMARY KEY (municipality_id, seq),
  CONSTRAINT audit_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT audit_action_form CHECK (action ~ '^[a-z][a-z_.]{1,63}$'),
  CONSTRAINT audit_reason_length CHECK (char_length(reason) <= 200)
);
SELECT protect('audit');
GRANT SELECT, INSERT ON audit TO runde_app;

-- +goose StatementBegin
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last audit;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit'), NEW.municipality_id);
  SELECT * INTO last FROM audit WHERE municipality_id = NEW.municipality_id ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.prev_hash := coalesce(last.hash, ''::bytea);
  NEW.hash := sha256(NEW.prev_hash || convert_to(jsonb_build_array(NEW.municipality_id, NEW.seq,
    extract(epoch FROM NEW.at), NEW.actor, NEW.action, NEW.object_type, NEW.object_id, NEW.reason)::text, 'UTF8'));
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the retention job deleted: shown on the public page.
CREATE TABLE deletion (
  municipality_id int  NOT NULL,
  day             date NOT NULL,
  what            text NOT NULL,
  rows            int  NOT NULL,
  CONSTRAINT deletion_pkey PRIMARY KEY (municipality_id, day, what),
  CONSTRAINT deletion_municipality_fkey FOREIGN KEY (municipality_id) REFERENCES municipality,
  CONSTRAINT deletion_rows_not_negative CHECK (rows >= 0)
);
SELECT protect('deletion');
GRANT SELECT, INSERT, UPDATE ON deletion TO runde_app;

-- +goose Down
DROP TABLE deletion, audit, session, staff, team;
DROP FUNCTION audit_chain(), refuse_change();
