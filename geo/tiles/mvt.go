package tiles

import "encoding/binary"

// Field numbers and wire types of the vector tile specification, version 2.1,
// as protocol buffers write them: number << 3, and | 2 for what has a length.
const (
	tileLayer    = 3<<3 | 2
	layerName    = 1<<3 | 2
	layerFeature = 2<<3 | 2
	layerKey     = 3<<3 | 2
	layerValue   = 4<<3 | 2
	layerExtent  = 5 << 3
	layerVersion = 15 << 3
	featureTags  = 2<<3 | 2
	featureType  = 3 << 3
	featureShape = 4<<3 | 2
	valueString  = 1<<3 | 2

	moveTo    = 1
	lineTo    = 2
	closePath = 7 | 1<<3
)

// mvtFeature gathers shapes of the same attributes.
type mvtFeature struct {
	attr     int32
	geometry geometry
	shape    []byte
	cursor   point
}

func (f *mvtFeature) command(id, count int) {
	f.shape = binary.AppendUvarint(f.shape, uint64(id|count<<3))
}

func (f *mvtFeature) move(p point) {
	for axis := range p {
		d := p[axis] - f.cursor[axis]
		f.shape = binary.AppendUvarint(f.shape, uint64(uint32(d<<1)^uint32(d>>31)))
	}
	f.cursor = p
}

func (f *mvtFeature) addPoint(p point) {
	f.command(moveTo, 1)
	f.move(p)
}

func (f *mvtFeature) addLine(line []point) {
	f.addPoint(line[0])
	f.command(lineTo, len(line)-1)
	for _, p := range line[1:] {
		f.move(p)
	}
}

// addRing takes a ring without its closing point; backwards draws it the other
// way round.
func (f *mvtFeature) addRing(ring []point, backwards bool) {
	n := len(ring)
	at := func(i int) point {
		if backwards {
			return ring[n-1-i]
		}
		return ring[i]
	}
	f.addPoint(at(0))
	f.command(lineTo, n-1)
	for i := 1; i < n; i++ {
		f.move(at(i))
	}
	f.shape = append(f.shape, closePath)
}

// The keys of every layer, in order.
var keys = []string{"class", "name", "at"}

// values are the attributes of a feature by key.
func (a *attr) values() [3]string { return [3]string{a.class, a.name, a.at} }

// appendLayer writes one layer of a tile.
func (m *Map) appendLayer(tile []byte, name string, features []*mvtFeature) []byte {
	body := appendString(nil, layerName, name)
	var values []byte
	ids := map[string]uint64{}
	var tags, feature []byte
	for _, f := range features {
		tags = tags[:0]
		for key, value := range m.attrs[f.attr].values() {
			if value == "" {
				continue
			}
			id, ok := ids[value]
			if !ok {
				id = uint64(len(ids))
				ids[value] = id
				values = appendBytes(values, layerValue, appendString(nil, valueString, value))
			}
			tags = binary.AppendUvarint(binary.AppendUvarint(tags, uint64(key)), id)
		}
		feature = appendBytes(feature[:0], featureTags, tags)
		feature = append(feature, featureType, byte(f.geometry)+1)
		feature = appendBytes(feature, featureShape, f.shape)
		body = appendBytes(body, layerFeature, feature)
	}
	for _, k := range keys {
		body = appendString(body, layerKey, k)
	}
	body = append(body, values...)
	body = binary.AppendUvarint(append(body, layerExtent), extent)
	body = append(body, layerVersion, 2)
	return appendBytes(tile, tileLayer, body)
}

func appendBytes(to []byte, field byte, b []byte) []byte {
	return append(binary.AppendUvarint(append(to, field), uint64(len(b))), b...)
}

func appendString(to []byte, field byte, s string) []byte {
	return append(binary.AppendUvarint(append(to, field), uint64(len(s))), s...)
}
