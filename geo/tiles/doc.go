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
// Each feature has the attribute class and, where it is named, name.
//
//	land       polygon   land, built, pedestrian, beach, rock; what is not land is sea;
//	                     outside: a frame of what was not read, neither land nor sea
//	water      polygon   water
//	           line      river, stream
//	green      polygon   park, sports, cemetery, forest, grass, wetland
//	streets    line      motorway, trunk, primary, secondary, tertiary, residential,
//	                     pedestrian, service, track, cycleway, path, ferry
//	buildings  polygon   building, from zoom 14
//	rails      line      rail, tram
//	names      point     city, borough, suburb, quarter, neighbourhood, town, village, hamlet
//	places     point     a kind of geo/osm, from zoom 14
//
// # Zooms
//
// Tiles have an extent of 4096 and zooms from 6 to 16; a browser enlarges the
// last. What is smaller than a pixel at a zoom is left out there, outlines are
// simplified to a quarter of one, so that the whole municipality is a few small
// tiles at low zooms: a phone and the public form fetch them all at once and
// never reveal by their requests where somebody looks.
package tiles
