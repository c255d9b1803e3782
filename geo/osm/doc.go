// Package osm reads the ground that everything else stands on: a municipality's
// streets, public places, settlements, dwellings and base map, from an extract
// of OpenStreetMap ([Read]); its public facilities from GeoFA ([ReadGeoFA]); its
// outline ([ReadBoundary]) and, where it has one, its own list of dwellings
// ([ReadDwellings]).
//
// # Why a place must be public
//
// A round may stop only where anybody may stand. The kinds of places are a
// table of tag rules (kinds.tsv) from which a home cannot come: private ground,
// residential buildings, care homes and shelters for people in danger are
// refused before any rule makes them a place, and farms and isolated dwellings
// give no name. To add a kind, add a line and its words to the catalogues.
//
// # Why dwellings are counted twice
//
// The size of a cell follows from the homes in it. A map with addresses counts
// them best; where fewer than half of the buildings that may be homes carry one,
// the buildings are counted instead, each as one home unless the map says how
// many flats it has. The source is part of the result, since an estimate by
// buildings is rough: a municipality's register is better than both.
//
// # Why a check comes first
//
// A map file comes from outside and its writer is not trusted. All of a PBF file
// is proved by [runde/geo/osm/pbf.Check] before anything of it is used, so that
// a file that breaks off or breaks a rule leaves nothing half done. Packed XML
// is bounded in what it unpacks to; all XML in depth, in the length of a tag and
// in what one element holds. It costs a third more of unpacking.
//
// What a file says once and uses often is bounded too, so that memory grows with
// the file and never with its square: the strings of a PBF file are cut at 1 KiB,
// streets with the same tags share them, and at most 16 areas share an outline.
//
// # Why several passes
//
// Elements of a map file refer to others anywhere in it, and real extracts are
// not always sorted. The check leaves an index of the file's blocks: which kinds
// of elements each holds, where its nodes lie and what ids they have. One pass
// keeps the positions of the nodes near the area and which relations matter; the
// next takes the ways; with a boundary, a last one fetches the nodes of outlines
// that leave the area. Each reads only the blocks that can hold what it wants:
// ways and nodes do not share blocks, and few blocks hold the last pass's ids.
// Blocks are decoded by all processors at once into batches of what the tag
// rules ask for, and the batches are taken in the file's order, so that the
// extract is the same for any number of processors.
//
// XML is read once: parsing costs more than keeping. Its ways wait in memory
// until all nodes are known, which suits the small extracts that come as XML.
//
// # How much memory
//
// The position of a node takes some 8 bytes, packed as a difference to the node
// before in blocks of 16 that a lookup unpacks one of. With a boundary, only
// nodes near it are kept, and of the country's multipolygons the nodes of their
// outlines, since one that surrounds the whole area may have none near it: all
// in all about as many bytes as the file has. Without a boundary the extract
// itself is the largest part, and all takes seven to eight times the file's
// size: a country of 425 MB stays within 3.2 GiB. bench osm measures both.
//
// Streets with the same tags share one map of them, and lines are cut from
// larger pieces of memory: whoever changes an extract must copy first.
//
// # Untidiness
//
// A gap, a double, an outline that does not close, a member that is not there:
// each is counted in the [Report] by what it was and why it was left out, and
// nothing fails. Only a file that as a whole cannot be trusted is refused.
package osm
