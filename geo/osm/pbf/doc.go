// Package pbf reads OpenStreetMap's binary format (.osm.pbf): [Scanner] steps
// through the nodes, ways and relations of a file.
//
// A file is a row of frames: a length, a BlobHeader, a Blob. The first blob
// holds a HeaderBlock, the others hold PrimitiveBlocks of some 8,000 elements
// each, compressed by zlib.
// https://wiki.openstreetmap.org/wiki/PBF_Format describes every field.
//
// # Why a decoder of our own
//
// A map file comes from outside. The reader in paulmach/osm trusts it: a string
// index past the table, a negative blob size or a plain node makes it panic in
// a goroutine of its own, which no caller can recover from, and a file cut
// behind a length prefix reads as complete. Here every index and every size is
// checked where it is used and ends as an error, and zlib is Go's own, so that
// no C library has to be installed. The element types are paulmach/osm's, so
// that this scanner and its XML scanner stand behind one interface.
//
// # What is not read
//
// Who edited an element, when, and in which changeset: those are persons, and
// nothing here needs them.
package pbf
