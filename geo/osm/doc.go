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
// # Why several passes
//
// Elements of a map file refer to others anywhere in it, and real extracts are
// not always sorted. The first pass keeps the positions of nodes near the area,
// 16 bytes each, and which relations matter; the second takes the ways; with a
// boundary, a third fetches the nodes of outlines that leave the area. A whole
// country can be read for one municipality without holding the country.
//
// # Untidiness
//
// A gap, a double, an outline that does not close, a member that is not there:
// each is counted in the [Report] by what it was and why it was left out, and
// nothing fails. Only a file that as a whole cannot be trusted is refused.
package osm
