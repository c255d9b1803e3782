// Package tiles draws the base map: a municipality's land, water, green, streets,
// buildings, rails, names and public places as vector tiles, made on demand from
// an index that fits in memory.
//
// # Why our own tiles
//
// A map from somebody else's server would tell that server where a worker or a
// worried neighbour is looking. These tiles come from the same host as the page.
//
// # Layers
//
// Each feature has the attribute class and, where it is named, name. Areas carry
// their names as points in the layer names, where there is room for them.
//
//	land       polygon   land, built, industry, institution, parking, pedestrian, beach,
//	                     rock, runway, pier, bridge, platform; what is not land is sea;
//	                     outside: a frame of what was not read, neither land nor sea
//	           line      pier, runway, platform
//	water      polygon   water
//	           line      river, stream
//	green      polygon   park, sports, cemetery, forest, grass, scrub, wetland
//	streets    line      motorway, trunk, primary, secondary, tertiary, residential,
//	                     pedestrian, service, track, cycleway, path, steps, ferry;
//	                     at: bridge or tunnel
//	buildings  polygon   building, large ones from zoom 13, all from 14
//	rails      line      rail, siding, tram
//	names      point     city, borough, suburb, quarter, neighbourhood, town, village, hamlet;
//	                     water, green: the name of an area
//	places     point     a kind of geo/osm
//
// # Zooms
//
// Tiles have an extent of 4096 and zooms from 6 to 16; a browser enlarges the
// last. What is smaller than a pixel at a zoom is left out there and outlines are
// simplified to a fraction of one, so that the whole municipality is a few small
// tiles at low zooms: a phone and the public form fetch them all at once and
// never reveal by their requests where somebody looks.
//
// # Speed
//
// Nothing is simplified while a tile is drawn. Each vertex knows the zoom from
// which it matters, found once over the whole outline, so that neighbouring
// tiles draw the same vertices and meet. A tile reads the vertices of its zoom
// and passes over those beside it by the dozen: a coast as long as a country
// costs a tile what lies in it. Three sheets (to zoom 9, 12 and 16) keep low
// zooms from looking at houses.
//
// # What is kept
//
// [Cache] keeps tiles that were drawn, within a bound of bytes and only up to
// zoom 14, where a tile is a kilometre wide. Deeper ones are drawn in a fraction
// of a millisecond each time: how quickly one comes must not tell that somebody
// looked there before.
package tiles
