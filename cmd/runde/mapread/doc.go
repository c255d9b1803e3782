// Package mapread reads a municipality's map in a process of its own and hands over
// what is stored of it: cells with their homes, places, names, the street network
// with its hierarchies, and the base map.
//
// # Why a process of its own
//
// A map file comes from outside. One that was made to harm, or is just too large,
// may take all the memory there is. It then takes that of a process that knows
// neither the database nor anything secret, and that is ended when it passes its
// limits ([Reader]). [Answer] is that process; the two speak in frames with a
// checksum at the end, so that half an answer is none.
//
// # Why everything heavy is done there
//
// Contracting the streets of a country takes more memory than storing the result.
// The process that stores gets bytes, and loads them as a server would before it
// believes them (store.ImportMap).
package mapread
