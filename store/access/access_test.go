package access

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// operational lists what reveals single concerns, meetings, plans or workers.
var operational = []Permission{
	EnterConcern, ReadConcerns, DecideConcern, DecideHandedOver,
	ReadPlans, EditPlans, EditPlaces, WalkRounds,
}

// Management sees released figures and nothing else: any other permission would
// be a way around the release.
func TestManagementReadsReleasedFiguresOnly(t *testing.T) {
	if diff := cmp.Diff([]Permission{ReadReleases}, table[Management]); diff != "" {
		t.Errorf("management's permissions (-want +got):\n%s", diff)
	}
}

// The administrator runs the installation without reading what people wrote.
func TestAdministratorHasNoOperationalPermission(t *testing.T) {
	for _, p := range operational {
		if (Actor{Role: Administrator}).May(p) {
			t.Errorf("administrator may %s", p)
		}
	}
}

// A worker walks and reports; the inbox and the plan belong to the coordinator.
func TestWorkerReadsNeitherInboxNorPlans(t *testing.T) {
	for _, p := range []Permission{ReadConcerns, DecideConcern, ReadPlans, EditPlans, ReadReleases} {
		if (Actor{Role: Worker}).May(p) {
			t.Errorf("worker may %s", p)
		}
	}
}

// Only the leader signs, and never what is the coordinator's to decide.
func TestLeaderAloneApproves(t *testing.T) {
	for _, r := range Roles {
		a := Actor{Role: r}
		if a.May(ApproveReports) != (r == Leader) || a.May(DecideHandedOver) != (r == Leader) {
			t.Errorf("%s: approves reports %v, decides handed-over concerns %v",
				r, a.May(ApproveReports), a.May(DecideHandedOver))
		}
	}
}

func TestVisitorMayNothing(t *testing.T) {
	var visitor Actor
	if visitor.SignedIn() {
		t.Error("the zero actor counts as signed in")
	}
	for r, permissions := range table {
		if !r.Valid() {
			t.Errorf("the table has a row for %q", r)
		}
		for _, p := range permissions {
			if err := visitor.Require(p); !errors.Is(err, ErrForbidden) {
				t.Errorf("visitor, %s: got %v, want ErrForbidden", p, err)
			}
		}
	}
}

// Every role has a row, and no permission stands twice in one.
func TestTableIsComplete(t *testing.T) {
	for _, r := range Roles {
		row := slices.Clone(table[r])
		if len(row) == 0 {
			t.Errorf("%s has no permission at all", r)
		}
		slices.Sort(row)
		if n := len(slices.Compact(row)); n != len(table[r]) {
			t.Errorf("%s: %d permissions, %d different", r, len(table[r]), n)
		}
		for _, p := range table[r] {
			if err := (Actor{Role: r}).Require(p); err != nil {
				t.Errorf("%s, %s: %v", r, p, err)
			}
		}
	}
}

func TestUnknownRoleIsNoRole(t *testing.T) {
	a := Actor{Role: "owner"}
	if a.SignedIn() || a.May(ReadReleases) {
		t.Error("a role outside the list signs in or may read")
	}
}
