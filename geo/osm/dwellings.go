package osm

import (
	"hash/fnv"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// homes gathers both counts of dwellings, by addresses and by buildings; which
// one is used is decided when the file was read.
type homes struct {
	addresses []Dwelling
	index     map[uint64]int // by address, into addresses
	buildings []building
}

// building is one that may hold homes.
type building struct {
	Dwelling
	polygon orb.Polygon
	address bool // carries one itself
}

// homeRules hold for buildings that may be homes: those mapped as such, and
// plain ones that are nothing else.
var homeRules = []rule{
	mustRule("building=house|detached|apartments|residential|terrace|semidetached_house|dormitory|farm|bungalow" +
		"|houseboat|static_caravan"),
	mustRule("building=yes !amenity=* !shop=* !office=* !tourism=* !industrial=* !man_made=* !leisure=* !railway=*" +
		" !power=* !public_transport=* !aeroway=* !military=* !craft=* !historic=*"),
}

// maxHomes is the largest count believed of one address or building.
const maxHomes = 1000

func (h *homes) init() { h.index = map[uint64]int{} }

// address takes an address point. The same address on a building, its entrance
// and its shop counts once.
func (h *homes) address(e element, r *reader) {
	if !e.traits.address {
		return
	}
	tags, p := e.tags, e.point
	if street := clean(tags.Find("addr:street")); street != "" {
		r.names[street] = struct{}{}
	}
	if !e.inside {
		r.out.Report.drop("dwelling", whyOutside)
		return
	}
	count := flats(tags.Find("addr:flats"))
	key := addressKey(tags, p)
	if i, ok := h.index[key]; ok {
		h.addresses[i].Count = max(h.addresses[i].Count, count)
		return
	}
	h.index[key] = len(h.addresses)
	h.addresses = append(h.addresses, Dwelling{p, count})
}

// addressKey tells addresses apart: street or place, number, door, postcode,
// and the square of about a kilometre, since villages share street names.
func addressKey(tags osm.Tags, p orb.Point) uint64 {
	f := fnv.New64a()
	write := func(s string) {
		f.Write([]byte(strings.ToLower(strings.TrimSpace(s))))
		f.Write([]byte{0})
	}
	for _, k := range []string{"addr:street", "addr:place", "addr:unit", "addr:door", "addr:floor", "addr:postcode"} {
		write(tags.Find(k))
	}
	write(tags.Find("addr:housenumber"))
	write(strconv.Itoa(int(math.Floor(p[0] * 100))))
	write(strconv.Itoa(int(math.Floor(p[1] * 100))))
	return f.Sum64()
}

// flats counts the homes of a list such as "1-6" or "1;2;5-8"; 1 where it says
// nothing that can be counted.
func flats(s string) int {
	n := 0
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ';' || c == ',' }) {
		n += flatRange(strings.TrimSpace(part))
	}
	return min(max(n, 1), maxHomes)
}

func flatRange(s string) int {
	from, to, ok := strings.Cut(s, "-")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || b < a || b-a >= maxHomes {
		return 1
	}
	return b - a + 1
}

// building takes a building that may hold homes and lies in the municipality;
// point is one inside it.
func (h *homes) building(tags osm.Tags, p orb.Polygon, point orb.Point) {
	count := 1
	for _, k := range []string{"building:flats", "addr:flats"} {
		v := tags.Find(k)
		if v == "" {
			continue
		}
		if n, err := strconv.Atoi(v); k == "building:flats" && err == nil && n > 0 {
			count = min(n, maxHomes)
			break
		}
		count = flats(v)
	}
	h.buildings = append(h.buildings, building{Dwelling{point, count}, p, tags.Find("addr:housenumber") != ""})
}

// choose decides for addresses where at least half of the buildings that may
// be homes carry one, on themselves or on a point inside; else for buildings.
func (h *homes) choose(rep *Report) (dwellings []Dwelling, source string) {
	index := newRows(h.addresses)
	rep.AddressPoints, rep.HomeBuildings = len(h.addresses), len(h.buildings)
	for _, b := range h.buildings {
		if b.address || index.anyIn(b.polygon) {
			rep.HomeBuildingsAddressed++
		}
	}
	if len(h.addresses) > 0 && 2*rep.HomeBuildingsAddressed >= rep.HomeBuildings {
		return h.addresses, FromAddresses
	}
	for _, b := range h.buildings {
		dwellings = append(dwellings, b.Dwelling)
	}
	return dwellings, FromBuildings
}
