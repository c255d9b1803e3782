package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"runde/store"
	"runde/store/access"
	"runde/web/auth"

	"golang.org/x/term"
)

// userCmd manages sign-ins from the command line.
type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"Add a sign-in; the password is asked for, or read from standard input."`
	List    userListCmd    `cmd:"" help:"List the sign-ins."`
	Disable userDisableCmd `cmd:"" help:"Close a sign-in, or open it again."`
}

type userAddCmd struct {
	database
	Municipality string      `help:"Name of the municipality." required:"" placeholder:"NAME"`
	Login        string      `arg:"" help:"What the person signs in as, as an e-mail address."`
	Role         access.Role `help:"coordinator, worker, leader, management or administrator." required:"" enum:"coordinator,worker,leader,management,administrator"`
	Team         string      `help:"Name of the worker's team." placeholder:"NAME"`
}

type userListCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
}

type userDisableCmd struct {
	database
	Login  string `arg:"" help:"Whose sign-in."`
	Enable bool   `help:"Open it again."`
}

// minPassword is the shortest password in characters.
const minPassword = 10

// Run adds the sign-in.
func (c *userAddCmd) Run(ctx context.Context, s streams) error {
	password, err := readPassword(os.Stdin, s.err)
	if err != nil {
		return err
	}
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.add(ctx, db, password), closeDB())
}

func (c *userAddCmd) add(ctx context.Context, db *store.DB, password string) error {
	if n := len([]rune(password)); n < minPassword || len(password) > auth.MaxPassword {
		return fmt.Errorf("password: must have %d characters or more, and %d bytes at most", minPassword, auth.MaxPassword)
	}
	m, err := municipalityNamed(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	hash := auth.HashPassword(password)
	user := store.NewStaff{Login: c.Login, Role: c.Role, PasswordHash: &hash}
	if c.Team != "" {
		teams, err := db.Teams(ctx, m.ID)
		if err != nil {
			return err
		}
		for _, t := range teams {
			if strings.EqualFold(t.Name, c.Team) {
				user.TeamID = &t.ID
			}
		}
		if user.TeamID == nil {
			return errors.New("--team: there is none of that name")
		}
	}
	_, err = db.AddStaff(ctx, m.ID, store.By{At: db.Now()}, user)
	if errors.Is(err, store.ErrConflict) {
		return errors.New("the login is taken")
	}
	return err
}

// Run lists the sign-ins.
func (c *userListCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.list(ctx, db, s.out), closeDB())
}

func (c *userListCmd) list(ctx context.Context, db *store.DB, out io.Writer) error {
	m, err := municipalityNamed(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	list, err := db.StaffList(ctx, m.ID)
	for _, u := range list {
		state := ""
		if u.Disabled {
			state = "  closed"
		}
		fmt.Fprintf(out, "%-14s %s%s\n", u.Role, u.Login, state)
	}
	return err
}

// Run closes or opens the sign-in.
func (c *userDisableCmd) Run(ctx context.Context) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.disable(ctx, db), closeDB())
}

func (c *userDisableCmd) disable(ctx context.Context, db *store.DB) error {
	u, err := db.FindLogin(ctx, c.Login)
	if errors.Is(err, store.ErrNotFound) {
		return errors.New("there is no such login")
	}
	if err != nil {
		return err
	}
	return db.DisableStaff(ctx, u.Municipality, store.By{At: db.Now()}, u.ID, !c.Enable)
}

// municipalityNamed is the municipality of that name.
func municipalityNamed(ctx context.Context, db *store.DB, name string) (store.Municipality, error) {
	m, err := db.MunicipalityByName(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return m, errors.New("--municipality: there is none of that name; import its map first")
	}
	return m, err
}

// readPassword asks a person without showing what they type, and reads a line from
// anything else.
func readPassword(in *os.File, prompt io.Writer) (string, error) {
	if fd := int(in.Fd()); term.IsTerminal(fd) {
		fmt.Fprint(prompt, "Password: ")
		b, err := term.ReadPassword(fd)
		fmt.Fprintln(prompt)
		return string(b), err
	}
	line, err := bufio.NewReader(io.LimitReader(in, 4*auth.MaxPassword)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}
