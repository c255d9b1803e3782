package release

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

const worlds = 50

// From everything that was ever published together, an attacker cannot show that
// any part of the lattice held a small count, nor narrow one down to fewer than k
// values.
func TestStaircaseWithstandsTheAttack(t *testing.T) {
	all := 0
	for seed := range uint64(worlds) {
		w := newWorld(seed)
		tables, parts, weeks, err := w.staircase()
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		leaks, targets := w.leaks(tables, parts, weeks)
		all += targets
		for _, l := range leaks {
			t.Errorf("seed %d: %s", seed, l)
		}
	}
	t.Logf("%d municipalities, %d hidden small counts", worlds, all)
	if all < 1000 {
		t.Errorf("only %d hidden counts were attacked: the worlds are too easy", all)
	}
}

// The attacker is a real one: each of the two obvious ways to publish betrays
// hidden counts in many municipalities.
func TestAttackerCatchesTheObviousWays(t *testing.T) {
	for name, publish := range map[string]func(*world) [][]known{
		"threshold only":      (*world).thresholdOnly,
		"independent roll-up": (*world).independent,
	} {
		caught, counts := 0, 0
		for seed := range uint64(worlds) {
			w := newWorld(seed)
			leaks, _ := w.leaks(publish(w), w.parts, w.weeks)
			if untrue := slices.IndexFunc(leaks, func(s string) bool { return strings.HasPrefix(s, "untrue") }); untrue >= 0 {
				t.Fatalf("%s, seed %d: the attacker errs: %s", name, seed, leaks[untrue])
			}
			counts += len(leaks)
			if len(leaks) > 0 {
				caught++
			}
		}
		t.Logf("%s: %d counts betrayed in %d of %d municipalities", name, counts, caught, worlds)
		if caught < 5 || counts < 100 {
			t.Errorf("%s: only %d counts betrayed in %d of %d municipalities", name, counts, caught, worlds)
		}
	}
}

// Against the reference release the attacker's bounds agree with those of a
// linear program: never narrower, and equal nearly always.
func TestAttackerAgreesWithLinearProgram(t *testing.T) {
	tree := vectorTree(t)
	w := &world{tree: tree, p: vectorParams}
	number := map[string]string{"0": "a", "1": "b", "2": "c"}
	kindsOf := func(kinds []string) []string {
		var out []string
		for _, k := range kinds {
			out = append(out, number[k])
		}
		return out
	}
	tables := make([][]known, 3)
	for i, f := range vectorRelease(t, tree) {
		leaves, err := tree.leavesOf(f.Area.Cells)
		if err != nil {
			t.Fatal(err)
		}
		switch f.Level {
		case ByWeek:
			tables[0] = append(tables[0], known{w.atoms(tree.all(), i, i+1), f.Count})
		case ByPeriod:
			p, _ := strconv.Atoi(f.Period)
			tables[1] = append(tables[1], known{w.atoms(leaves, 4*p, 4*p+4, kindsOf(f.KindList())...), f.Count})
		case ByYear:
			tables[2] = append(tables[2], known{w.atoms(leaves, 0, 8), f.Count})
		}
	}
	a := newAttacker(tables)
	rows := readRows(t, "sdc_attack_bounds.csv")
	equal := 0
	for _, row := range rows {
		n := tree.byName[row[1]]
		weeks := strings.Fields(row[3])
		first, _ := strconv.Atoi(weeks[0])
		lo, hi := a.bounds(w.atoms(rangeOf(n.lo, n.hi), first, first+len(weeks), kindsOf(strings.Fields(row[4]))...))
		lpLo, _ := strconv.ParseFloat(row[6], 64)
		lpHi, _ := strconv.ParseFloat(row[7], 64)
		if float64(lo) > lpLo || float64(hi) < lpHi {
			t.Errorf("%v: bounds %d to %d are narrower than the linear program's", row, lo, hi)
		}
		if float64(lo) == lpLo && float64(hi) == lpHi {
			equal++
		}
	}
	t.Logf("%d of %d bounds equal the linear program's", equal, len(rows))
	if equal < len(rows)*9/10 {
		t.Errorf("only %d of %d bounds equal the linear program's", equal, len(rows))
	}
}

// The smallest leak there is: two areas, two weeks, the second week merged, and
// the year's figures undo it.
func TestAttackerSolvesTheCounterexample(t *testing.T) {
	atoms := func(areas string, weeks string) set {
		s := make(set, 1)
		for _, a := range strings.Fields(areas) {
			for _, w := range strings.Fields(weeks) {
				s.add(map[string]int{"a1": 0, "a2": 1, "b1": 2, "b2": 3}[a+w])
			}
		}
		return s
	}
	tables := map[string][]known{}
	checked := 0
	for _, row := range readRows(t, "sdc_counterexample.csv") {
		n, _ := strconv.Atoi(row[3])
		switch {
		case strings.HasPrefix(row[0], "#"):
		case strings.Contains(row[0], " - "): // what the attack must find
			a := newAttacker([][]known{tables["week1"], tables["week2"], tables["year"]})
			if lo, hi := a.bounds(atoms(row[1], row[2])); lo != n || hi != n {
				t.Errorf("%s: bounds %d to %d, want exactly %d", row[0], lo, hi, n)
			}
			checked++
		default:
			table, _, _ := strings.Cut(row[0], " ")
			tables[table] = append(tables[table], known{atoms(row[1], row[2]), n})
		}
	}
	if checked != 2 {
		t.Errorf("checked %d findings, want 2", checked)
	}
}
