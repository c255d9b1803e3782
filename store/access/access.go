// Package access says who may do what: an [Actor] has one [Role], and one table
// gives each role its permissions.
//
// # Why one small table
//
// Runde has no role that sees everything. Management reads released figures and
// nothing else; an administrator runs the installation without reading a concern;
// a worker walks rounds without reading the inbox. A table that fits on a screen
// is the one place where that can be read, changed and tested. The database holds
// the same line a second time: management's transactions run under a database
// role without a grant on raw tables.
package access

import (
	"errors"
	"slices"

	"github.com/google/uuid"
)

// ErrForbidden is returned when an actor's role lacks a permission.
var ErrForbidden = errors.New("access: the role does not permit this")

// Role is what a staff member signs in as.
type Role string

// The roles. Visitor is everybody who has not signed in.
const (
	Visitor       Role = ""
	Coordinator   Role = "coordinator"
	Worker        Role = "worker"
	Leader        Role = "leader"
	Management    Role = "management"
	Administrator Role = "administrator"
)

// Roles lists every role that can sign in.
var Roles = [5]Role{Coordinator, Worker, Leader, Management, Administrator}

// Valid reports whether r is a role that can sign in.
func (r Role) Valid() bool { return slices.Contains(Roles[:], r) }

// Actor is the person in front of the screen, as far as the program knows them.
// The zero value is a visitor.
type Actor struct {
	User         uuid.UUID
	Municipality int32
	Role         Role
}

// SignedIn reports whether the actor has a role.
func (a Actor) SignedIn() bool { return a.Role.Valid() }

// May reports whether the actor's role has the permission.
func (a Actor) May(p Permission) bool { return slices.Contains(table[a.Role], p) }

// Require returns [ErrForbidden] unless the actor's role has the permission.
func (a Actor) Require(p Permission) error {
	if !a.May(p) {
		return ErrForbidden
	}
	return nil
}
