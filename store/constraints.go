package store

import "strings"

// constraintErrors is the one table from the name of a constraint to what it means
// to a caller. A test compares it with the schema: no constraint is missing here.
var constraintErrors = constraintTable(map[error]string{
	ErrConflict: `
		audit_pkey block_pkey closed_week_pkey concern_pkey cover_cell_pkey cover_pkey deletion_pkey
		edition_pkey encounter_pkey figure_pkey kept_layer_pkey map_edition_pkey map_import_pkey map_layer_pkey municipality_pkey
		next_cover_pkey open_edition_pkey open_figure_pkey
		place_name_pkey place_pkey plan_lock_pkey plan_pkey plan_run_pkey release_ledger_pkey release_tally_pkey
		round_pkey session_pkey setting_pkey shift_pattern_pkey shift_pkey staff_pkey stop_pkey
		street_name_pkey team_pkey weekly_bridge_pkey weekly_concern_pkey weekly_outcome_pkey
		weekly_presence_pkey withdrawn_encounter_pkey
		concern_receipt_key cover_floor_key place_source_key plan_one_approved plan_one_proposed
		round_day_key round_shift_key shift_day_key shift_pattern_day_key staff_login_key
		stop_position_key team_name_key`,
	ErrForbidden: `
		audit_append_only audit_no_truncate block_never_changes block_no_truncate
		closed_week_never_changes edition_never_changes edition_no_truncate figure_never_changes
		figure_no_truncate open_edition_never_changes open_edition_no_truncate open_edition_with_its_edition
		open_figure_never_changes open_figure_no_truncate open_figure_with_its_edition`,
	ErrNotFound: `
		audit_municipality_fkey block_municipality_fkey closed_week_municipality_fkey
		cover_municipality_fkey cover_cell_cover_fkey deletion_municipality_fkey
		edition_municipality_fkey figure_edition_fkey kept_layer_municipality_fkey map_edition_import_fkey
		map_import_municipality_fkey
		map_layer_municipality_fkey next_cover_municipality_fkey open_edition_edition_fkey open_figure_edition_fkey
		place_municipality_fkey place_name_municipality_fkey
		plan_municipality_fkey setting_municipality_fkey staff_municipality_fkey
		street_name_municipality_fkey team_municipality_fkey weekly_bridge_municipality_fkey
		withdrawn_encounter_municipality_fkey
		concern_merged_fkey encounter_round_fkey plan_approver_fkey plan_lock_place_fkey
		plan_lock_shift_fkey plan_run_plan_fkey release_ledger_closed_fkey release_tally_municipality_fkey round_plan_fkey
		round_shift_fkey shift_pattern_team_fkey shift_team_fkey staff_team_fkey stop_place_fkey
		stop_round_fkey`,

	invalid("changes", "must be counted, together and from a plan"): `plan_run_changes plan_run_changes_from_a_plan`,

	invalid("cell", "must be a cell of the cover"): `
		h3cell_valid concern_cell_in_cover encounter_cell_in_cover stop_cell_in_cover
		release_ledger_cell_in_cover weekly_concern_cell_in_cover weekly_outcome_cell_in_cover
		weekly_presence_cell_in_cover`,
	invalid("cell", "must be a street cell"): `
		encounter_never_at_home_level release_ledger_street_level stop_never_at_home_level
		weekly_outcome_never_at_home_level weekly_presence_never_at_home_level`,
	invalid("cover_version", "must be the cover of the day's year"): `
		concern_cover_of_its_year encounter_cover_of_its_year`,
	invalid("dwellings", "must reach the cover's floor"):             `cover_cell_floor`,
	invalid("min_dwellings", "must be positive"):                     `cover_floor_positive next_cover_floor_positive`,
	invalid("level", "must be street or home"):                       `cover_level_known next_cover_level_known`,
	invalid("dwelling_source", "must be a known source"):             `cover_source_known next_cover_source_known`,
	invalid("cells", "must each have their dwellings"):               `next_cover_cells_counted`,
	invalid("valid_from", "must be 1 January of the cover's year"):   `cover_valid_from_new_year`,
	invalid("municipality_id", "must be positive"):                   `municipality_id_positive`,
	invalid("id", "must be a random UUID (version 4)"):               `concern_id_random encounter_id_random`,
	invalid("daypart", "must lie in 0–3"):                            `concern_daypart_known encounter_daypart_known`,
	invalid("meet_dayparts", "must lie in 0–3, each once"):           `concern_meet_dayparts_known`,
	invalid("context", "must be street or home"):                     `concern_context_known`,
	invalid("context", "a home is held at the coarse level only"):    `concern_home_is_coarse`,
	invalid("state", "a concern about a home is never on a round"):   `concern_home_never_a_stop`,
	invalid("channel", "must be a known channel"):                    `concern_channel_form weekly_concern_channel_form`,
	invalid("worries", "must be 12 at most"):                         `concern_worries_few`,
	invalid("note", "must have 1–200 characters"):                    `concern_note_length`,
	invalid("state", "must be a known state"):                        `concern_state_known plan_run_state_known plan_state_known round_state_known stop_state_known`,
	invalid("decision", "must be a known decision"):                  `concern_decision_known`,
	invalid("decision", "must be there once the concern is decided"): `concern_decision_with_state`,
	invalid("visit_by", "belongs to the decision to visit"):          `concern_visit_by_with_visit`,
	invalid("closed_on", "belongs to a closed concern"):              `concern_closed_with_day`,
	invalid("merged_into", "belongs to a closed concern"):            `concern_merged_is_closed`,
	invalid("outcome", "must be a known outcome"):                    `encounter_outcome_known weekly_outcome_known`,
	invalid("bridge_targets", "belong to the outcome bridged"):       `encounter_bridge_has_target`,
	invalid("bridge_targets", "must be known targets"):               `encounter_targets_known weekly_bridge_target_known`,
	invalid("persons", "must be one, few or many"):                   `encounter_persons_known`,
	invalid("persons", "must be there when somebody was met"):        `encounter_persons_when_met`,
	invalid("week", "must be a Monday"): `
		closed_week_monday plan_lock_monday plan_monday plan_run_monday release_ledger_monday release_tally_monday
		weekly_bridge_monday weekly_concern_monday weekly_outcome_monday weekly_presence_monday`,
	invalid("count", "must be positive"): `
		release_ledger_count_positive release_tally_count_positive weekly_bridge_count_positive weekly_concern_count_positive
		weekly_outcome_count_positive`,
	invalid("minutes", "must be positive"):                `weekly_presence_minutes_positive`,
	invalid("rows", "must not be negative"):               `deletion_rows_not_negative`,
	invalid("action", "must be lower-case words"):         `audit_action_form`,
	invalid("reason", "must have 200 characters at most"): `audit_reason_length`,
	invalid("key", "must be lower-case words"):            `setting_key_form`,

	invalid("name", "must have 1–80 characters"):                   `municipality_name_length team_name_length`,
	invalid("name", "must have 120 characters at most"):            `place_name_length`,
	invalid("kind", "must be a known kind of place"):               `place_kind_form place_area_source`,
	invalid("source", "must be a known source"):                    `place_source_known`,
	invalid("point", "must lie on the earth"):                      `place_point_on_earth`,
	invalid("safety_note", "must have 200 characters at most"):     `place_note_length`,
	invalid("visit_minutes", "must lie in 5–240"):                  `place_visit_minutes`,
	invalid("max_visits", "must lie in 1–14 and reach min_visits"): `place_visits`,
	invalid("gap_days", "must lie in 0–28"):                        `place_gap_days`,
	invalid("habit", "must be a weekday and a minute of the day"):  `place_habit`,
	invalid("layer", "must be a known layer"):                      `kept_layer_known map_layer_known`,
	invalid("data", "must match its checksum"):                     `kept_layer_intact map_layer_intact`,

	invalid("role", "must be a known role"):                                 `staff_role_known`,
	invalid("login", "must have 3–120 characters in lower case"):            `staff_login_form`,
	invalid("weekday", "must lie in 0–6"):                                   `shift_pattern_weekday`,
	invalid("times", "must start within the day and last 16 hours at most"): `shift_times shift_pattern_times`,
	invalid("mode", "must be foot, bicycle or car"):                         `shift_mode_known shift_pattern_mode_known`,
	invalid("workers", "must lie in 1–6"):                                   `shift_workers shift_pattern_workers`,
	invalid("break_minutes", "must lie in 0–120"):                           `shift_break shift_pattern_break`,
	invalid("approved_at", "belongs to an approved plan"):                   `plan_approval_complete`,
	invalid("progress", "must lie in 0–1"):                                  `plan_run_progress`,
	invalid("shift_id", "belongs to a place that is not forbidden"):         `plan_lock_pins_or_forbids`,
	invalid("position", "must be positive"):                                 `plan_lock_position stop_position_positive`,
	invalid("times", "must end after they start"):                           `stop_times`,
	invalid("skip_reason", "must be a known reason"):                        `stop_skip_reason_known`,
	invalid("skip_reason", "belongs to a skipped stop"):                     `stop_skip_with_reason`,

	invalid("cells", "must be one or more"):                              `block_has_cells`,
	invalid("released_on", "must be 7 days after the period's last day"): `edition_after_closing`,
	invalid("family", "must be a known family"):                          `block_family_known edition_family_known closed_week_family_known release_tally_family_known open_edition_family_known`,
	invalid("level", "must lie in 1–3"):                                  `edition_level_known`,
	invalid("level", "must be the year for a side table"):                `edition_side_by_year`,
	invalid("threshold", "must lie in 3–20"):                             `edition_threshold`,
	invalid("status", "must be a known status"):                          `figure_status_known`,
	invalid("undecided", "belongs to concerns"):                          `release_ledger_undecided_concern release_tally_undecided_concern`,
	invalid("detail", "must be a known target of a bridge"):              `release_ledger_detail_known release_ledger_detail_of_bridge`,
	invalid("capped", "must lie in 0–count"):                             `release_ledger_capped_part`,
	invalid("epsilon", "must be a fraction with parts of 1–1000"):        `open_edition_epsilon`,
	invalid("day_cap", "must be positive"):                               `open_edition_cap_positive`,
	invalid("count", "must match its status"):                            `figure_count_matches_status`,
})

func constraintTable(groups map[error]string) map[string]error {
	t := map[string]error{}
	for err, names := range groups {
		for _, name := range strings.Fields(names) {
			t[name] = err
		}
	}
	return t
}
