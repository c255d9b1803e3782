package main

import (
	"context"
	"errors"
	"math"
	"time"

	"runde/geo"
	"runde/geo/release"
	"runde/routes"
	"runde/routes/simulate"
	"runde/store"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// past is a simulated past of a municipality: its team's work since 1 January of
// last year, with everything that was published on the way.
type past struct {
	db         *store.DB
	m          int32
	seed       uint64
	encounters int // a year
	concerns   int // a year
}

// make gives a municipality that has a map teams and a regular week where it has
// none, and a past where it has none. It reports whether it made a past.
func (p past) make(ctx context.Context, step func(what string) *progress) (bool, error) {
	if err := p.week(ctx); err != nil {
		return false, err
	}
	if has, err := p.db.HasHistory(ctx, p.m); err != nil || has {
		return false, err
	}
	in, err := p.input(ctx)
	if err != nil {
		return false, err
	}
	bar := step("Simulating the past")
	h, _, err := simulate.Run(in)
	bar.end()
	if err != nil {
		return false, err
	}
	if err := p.db.SaveHistory(ctx, p.m, p.by(), h); err != nil {
		return false, err
	}
	return true, p.publish(ctx, in.Now, step("Publishing what was due"))
}

func (p past) by() store.By { return store.By{At: p.db.Now()} }

// publish makes every release on the day on which it was due, then deletes what is
// old today.
func (p past) publish(ctx context.Context, today geo.Date, bar *progress) error {
	defer bar.end()
	first := release.WeekDue(geo.WeekOf(geo.NewDate(today.Year()-1, time.January, 1)))
	for on := first; on <= today; on += 7 {
		if _, err := p.db.ReleaseDue(ctx, p.m, on); err != nil {
			return err
		}
		bar.set(int64(on-first), int64(today-first))
	}
	_, err := p.db.Retire(ctx, p.m, today)
	return err
}

// week gives a municipality without teams three, and without a regular week one with
// rounds early, late and in the evening, by foot, bicycle and car, on every day.
func (p past) week(ctx context.Context) error {
	teams, err := p.db.Teams(ctx, p.m)
	if err != nil {
		return err
	}
	if len(teams) == 0 {
		if teams, err = p.teams(ctx); err != nil {
			return err
		}
	}
	known, err := p.db.ShiftPatterns(ctx, p.m)
	if err != nil || len(known) > 0 {
		return err
	}
	var walkers []simulate.Team
	for _, t := range teams {
		walkers = append(walkers, simulate.Team{ID: t.ID, Home: t.Base})
	}
	regular := simulate.RegularWeek(p.seed, walkers)
	for i := range regular { // beyond the town too little can be walked to
		if regular[i].TeamID != teams[0].ID && regular[i].Mode == routes.Foot {
			regular[i].Mode = routes.Car
		}
	}
	for _, day := range []time.Weekday{time.Saturday, time.Sunday} {
		regular = append(regular, simulate.Pattern{
			TeamID: teams[0].ID, Weekday: day, Start: 11 * 60, End: 16 * 60, Mode: routes.Foot, Workers: 2, Break: 30,
		})
	}
	for _, r := range regular {
		_, err := p.db.AddShiftPattern(ctx, p.m, p.by(), store.ShiftPattern{
			TeamID: r.TeamID, Weekday: r.Weekday, StartMinute: r.Start, EndMinute: r.End,
			Mode: r.Mode, Workers: r.Workers, BreakMinutes: r.Break,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// teamNames are those of a made-up municipality: the first works in the town, the
// others where it is far from the bases before and still much can be walked to.
var teamNames = []string{"Team By", "Team Dal", "Team Land"}

// teams are made where there are none, each based at a public place.
func (p past) teams(ctx context.Context) ([]store.Team, error) {
	list, err := p.db.Places(ctx, p.m, p.db.Today(), store.PlaceFilter{})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errors.New("there is no public place to start a round from: import a map first")
	}
	around := walkable(list)
	var out []store.Team
	for _, name := range teamNames {
		score := func(i int) float64 {
			apart := 1.0
			for k, t := range out {
				if d := orbgeo.Distance(t.Base, list[i].Point); k == 0 || d < apart {
					apart = d
				}
			}
			return apart * math.Sqrt(float64(around[i]))
		}
		base := 0
		for i := range list {
			if score(i) > score(base) {
				base = i
			}
		}
		team, err := p.db.SaveTeam(ctx, p.m, p.by(), name, list[base].Point)
		if err != nil {
			return nil, err
		}
		out = append(out, team)
	}
	return out, nil
}

// walkableMetres is how far from its base a round on foot has most of its stops.
const walkableMetres = 1000

// walkable counts, for each place, the places that lie within a walk.
func walkable(list []store.Place) []int {
	out := make([]int, len(list))
	for i := range list {
		for k := range list {
			if orbgeo.Distance(list[i].Point, list[k].Point) <= walkableMetres {
				out[i]++
			}
		}
	}
	return out
}

// input is what the past is simulated from. Planning this week picks the area
// stops of cells without a public place, which the past visits as well.
func (p past) input(ctx context.Context) (simulate.Input, error) {
	in := simulate.Input{Seed: p.seed, Now: p.db.Today(), Encounters: p.encounters, Concerns: p.concerns}
	plan, err := p.db.PlanInput(ctx, p.m, geo.WeekOf(in.Now))
	if err != nil {
		return in, err
	}
	in.Places = plan.Places
	street, err := p.db.CoverOn(ctx, p.m, store.StreetLevel, in.Now)
	if err != nil {
		return in, err
	}
	home, err := p.db.CoverOn(ctx, p.m, store.HomeLevel, in.Now)
	if err != nil {
		return in, err
	}
	in.Street, in.Home = street.Cover, home.Cover
	in.Week, err = p.patterns(ctx)
	return in, err
}

func (p past) patterns(ctx context.Context) ([]simulate.Pattern, error) {
	list, err := p.db.ShiftPatterns(ctx, p.m)
	if err != nil {
		return nil, err
	}
	teams, err := p.db.Teams(ctx, p.m)
	if err != nil {
		return nil, err
	}
	bases := make(map[uuid.UUID]orb.Point)
	for _, t := range teams {
		bases[t.ID] = t.Base
	}
	var out []simulate.Pattern
	for _, s := range list {
		out = append(out, simulate.Pattern{
			ID: s.ID, TeamID: s.TeamID, Weekday: s.Weekday, Start: s.StartMinute, End: s.EndMinute,
			Mode: s.Mode, Workers: s.Workers, Break: s.BreakMinutes, Home: bases[s.TeamID],
		})
	}
	return out, nil
}
