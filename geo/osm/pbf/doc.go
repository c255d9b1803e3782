// Package pbf reads OpenStreetMap's binary format (.osm.pbf): [Check] proves a
// whole file and makes an index of its blocks, [Scan] decodes the blocks that
// are asked for.
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
// checked where it is used and ends as an error, and no C library has to be
// installed. klauspost/compress inflates half as fast again as Go's own zlib.
//
// # What is proved before anything is believed
//
// A block header is shorter than 64 KiB, a blob than 32 MiB; it announces
// between 1 byte and 32 MiB, which is compared with what deflate could make of
// it, and never more than a byte beyond that is inflated. What all blobs announce
// together is at most 64 MiB and 20 times the file's size (real files: twice),
// and is summed up before each is inflated; frames are at most 1,000 and one for
// each KiB (real ones: 30 to 100 KiB each). A block holds at most 262,144
// elements and groups of them (real ones: 8,000), 1,048,576 strings and 4,194,304
// references and tags; of a string, 1 KiB is read (real ones: 255 characters).
// The first block is the header, no other is, and it asks for nothing that is not
// done here. Only then the caller has an index. Decoding checks the same again,
// since a file may change after its check.
//
// # Why no object for each element
//
// A country has tens of millions of nodes, most of them without a tag and far
// from the area wanted. An element is shown to a function while its block is
// decoded and is gone when that returns; tags are numbers until they are asked
// for. A block's string table is copied once, as one string, and the tags that
// are kept share it: whoever keeps a few for long should clone them.
//
// # What is not read
//
// Who edited an element, when, and in which changeset: those are persons, and
// nothing here needs them.
package pbf
