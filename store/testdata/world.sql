-- One row in every table of a municipality. :m is its number. The ids are the same
-- in every municipality, which the keys must allow.
INSERT INTO municipality (municipality_id, name) VALUES (:m, 'Prøvekøbing :m');
INSERT INTO setting VALUES (:m, 'k', '5');
-- The street cover holds one res-9 cell and the remainder; its sibling
-- 617540892605546495 and its children of resolution 10 are not in it.
INSERT INTO cover VALUES
  (:m, 'street', 2026, 50, 'addresses', '2026-01-01', '{617540892605284351}'),
  (:m, 'home', 2026, 500, 'addresses', '2026-01-01', '{617540892605284351}');
INSERT INTO cover_cell (municipality_id, level, version, min_dwellings, cell, dwellings) VALUES
  (:m, 'street', 2026, 50, 617540892605284351, 50),
  (:m, 'street', 2026, 50, 0, 900),
  (:m, 'home', 2026, 500, 0, 950);
INSERT INTO next_cover VALUES (:m, 'street', 50, 'addresses', '{617540892605284351}', '{0}', '{950}');

INSERT INTO place (municipality_id, place_id, source, source_ref, kind, lat, lon)
  VALUES (:m, '00000000-0000-4000-8000-000000000001', 'osm', 'n1', 'bench', 56.15, 10.2);
INSERT INTO place_name VALUES (:m, 'n2', 'Nordby', 'village', 56.15, 10.2);
INSERT INTO street_name VALUES (:m, 'Nygade');
INSERT INTO map_layer VALUES (:m, 'network', sha256('x'), 'x');
INSERT INTO kept_layer VALUES (:m, 'network', sha256('x'), 'x');
INSERT INTO map_import VALUES (:m, '00000000-0000-4000-8000-000000000002', '2026-01-01Z', 'x', '{}');
INSERT INTO map_edition VALUES (:m, 'x', '00000000-0000-4000-8000-000000000002', '{}');

INSERT INTO team VALUES (:m, '00000000-0000-4000-8000-000000000003', 'Nord', 56.15, 10.2);
INSERT INTO staff (municipality_id, staff_id, login, role)
  VALUES (:m, '00000000-0000-4000-8000-000000000004', 'koordinator@example.dk', 'coordinator');
INSERT INTO audit (municipality_id, seq, at, action, object_type, object_id, prev_hash, hash)
  VALUES (:m, 0, '2026-01-01Z', 'plan.approve', 'plan', '1', '', '');
INSERT INTO deletion VALUES (:m, '2026-01-01', 'encounter', 3);

INSERT INTO concern (municipality_id, concern_id, context, level, cover_version, cell, day, daypart, channel, worries)
  VALUES (:m, '00000000-0000-4000-8000-000000000005', 'street', 'street', 2026, 0, '2026-11-18', 1, 'neighbour', '{}');
INSERT INTO weekly_concern VALUES (:m, 'street', 2026, 0, '2026-11-16', 'neighbour', 1);

INSERT INTO shift_pattern (municipality_id, pattern_id, team_id, weekday, start_minute, end_minute, mode, workers)
  VALUES (:m, '00000000-0000-4000-8000-000000000006', '00000000-0000-4000-8000-000000000003', 3, 540, 720, 'foot', 2);
INSERT INTO shift (municipality_id, shift_id, team_id, day, start_minute, end_minute, mode, workers)
  VALUES (:m, '00000000-0000-4000-8000-000000000007', '00000000-0000-4000-8000-000000000003', '2026-11-18', 540, 720, 'foot', 2);
INSERT INTO plan (municipality_id, plan_id, week, seed, proposed_at)
  VALUES (:m, '00000000-0000-4000-8000-000000000008', '2026-11-16', 1, '2026-11-13Z');
INSERT INTO plan_run (municipality_id, run_id, week) VALUES (:m, '00000000-0000-4000-8000-000000000009', '2026-11-16');
INSERT INTO plan_lock (municipality_id, week, place_id, forbidden)
  VALUES (:m, '2026-11-16', '00000000-0000-4000-8000-000000000001', true);
INSERT INTO round (municipality_id, round_id, plan_id, shift_id, day)
  VALUES (:m, '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000008', '00000000-0000-4000-8000-000000000007', '2026-11-18');
INSERT INTO stop (municipality_id, stop_id, round_id, position, place_id, cover_version, cell, arrive_minute, leave_minute)
  VALUES (:m, '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000a', 1, '00000000-0000-4000-8000-000000000001', 2026, 0, 550, 570);

INSERT INTO encounter (municipality_id, encounter_id, round_id, cover_version, cell, day, daypart, outcome)
  VALUES (:m, '00000000-0000-4000-8000-00000000000c', '00000000-0000-4000-8000-00000000000a', 2026, 617540892605284351, '2026-11-18', 1, 'nobody_met');
INSERT INTO withdrawn_encounter VALUES (:m, '00000000-0000-4000-8000-00000000000d', '2026-11-18');
INSERT INTO weekly_outcome (municipality_id, cover_version, cell, week, outcome, count) VALUES (:m, 2026, 0, '2026-11-16', 'declined', 2);
INSERT INTO weekly_presence (municipality_id, cover_version, cell, week, minutes) VALUES (:m, 2026, 0, '2026-11-16', 40);
INSERT INTO weekly_bridge VALUES (:m, '2026-11-16', 'doctor', 1);

INSERT INTO closed_week VALUES (:m, 'encounters', '2026-11-09');
INSERT INTO release_ledger (municipality_id, family, cover_version, cell, week, kind, counted_in, source, undecided, count)
  VALUES (:m, 'encounters', 2026, 0, '2026-11-09', 'declined', '2026-11-09', '2026-W46', false, 2);
INSERT INTO release_tally VALUES (:m, 'channels', '2026-11-09', '', 'shop', '2026-11-09', false, 6);
INSERT INTO release.block VALUES (:m, 2026, 'M', 'Hele kommunen', '{rest}', '{617540892605284351}', 'encounters');
INSERT INTO release.edition VALUES (:m, 'encounters', 1, '2026-W45', 2026, '2026-11-02', '2026-11-08', '2026-11-16', 5);
INSERT INTO release.figure VALUES (:m, 'encounters', 1, '2026-W45', 'M', '', '{M}', 'own', 12);
INSERT INTO release.open_edition VALUES (:m, 'encounters', 1, '2026-W45', 1, 4, 1);
INSERT INTO release.open_figure VALUES (:m, 'encounters', 1, '2026-W45', 'R', '', -3);
