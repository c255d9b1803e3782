package access

// Permission is one thing a role may be allowed to do.
type Permission string

// The permissions.
const (
	// EnterConcern types in a concern that came by phone or was seen on a round.
	EnterConcern Permission = "concern.enter"
	// ReadConcerns opens the inbox.
	ReadConcerns Permission = "concern.read"
	// DecideConcern decides, merges and reopens concerns.
	DecideConcern Permission = "concern.decide"
	// DecideHandedOver decides concerns that were handed to the leader.
	DecideHandedOver Permission = "concern.decide_handed_over"
	// ReadPlans sees the week's plans and rounds of the team.
	ReadPlans Permission = "plan.read"
	// EditPlans proposes, changes and approves the week's rounds.
	EditPlans Permission = "plan.edit"
	// EditPlaces adds, renames and retires public places.
	EditPlaces Permission = "place.edit"
	// WalkRounds opens one's own round and records meetings on it.
	WalkRounds Permission = "round.walk"
	// ReadReleases reads released figures: heat map, statistics, reports.
	ReadReleases Permission = "release.read"
	// PrepareReports puts the period's report together for the leader.
	PrepareReports Permission = "report.prepare"
	// ApproveReports signs the period's report with a date.
	ApproveReports Permission = "report.approve"
	// ReadAudit reads the log of decisions, plans, settings, sign-ins and exports.
	ReadAudit Permission = "audit.read"
	// ManageUsers creates, changes and closes sign-ins.
	ManageUsers Permission = "user.manage"
	// ManageSettings changes the municipality's settings and imports maps.
	ManageSettings Permission = "setting.manage"
)

// table is the whole of who may do what. A visitor has no row: what is open to
// the public carries no permission.
var table = map[Role][]Permission{
	Coordinator: {
		EnterConcern, ReadConcerns, DecideConcern,
		ReadPlans, EditPlans, EditPlaces, WalkRounds,
		ReadReleases, PrepareReports,
	},
	Worker: {
		EnterConcern, WalkRounds,
	},
	Leader: {
		DecideHandedOver, ReadPlans,
		ReadReleases, PrepareReports, ApproveReports, ReadAudit,
	},
	Management: {
		ReadReleases,
	},
	Administrator: {
		ReadAudit, ManageUsers, ManageSettings,
	},
}
