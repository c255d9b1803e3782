package pbf

import (
	"fmt"

	"github.com/paulmach/osm"
)

// supported are the features a file may require of its reader.
var supported = map[string]bool{"OsmSchema-V0.6": true, "DenseNodes": true}

// decodeHeader reads the HeaderBlock: the box, or nil where the file has none.
func decodeHeader(data []byte) (*osm.Bounds, error) {
	m := message{data: data}
	var box *osm.Bounds
	for m.next() {
		switch {
		case m.is(1, wireBytes):
			b, ok := decodeBox(m.bytes)
			if !ok {
				return nil, altered("the header's box cannot be read")
			}
			box = b
		case m.is(4, wireBytes):
			if !supported[string(m.bytes)] {
				return nil, fmt.Errorf("%w: the feature %.40q", ErrUnsupported, m.bytes)
			}
		}
	}
	if m.bad {
		return nil, altered("the header cannot be read")
	}
	return box, nil
}

func decodeBox(data []byte) (*osm.Bounds, bool) {
	m := message{data: data}
	b := &osm.Bounds{}
	side := map[int]*float64{1: &b.MinLon, 2: &b.MaxLon, 3: &b.MaxLat, 4: &b.MinLat}
	for m.next() {
		if s := side[m.num]; s != nil && m.wire == wireVarint {
			*s = float64(zigzag(m.value)) / 1e9
		}
	}
	return b, !m.bad
}
