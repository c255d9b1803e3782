// Package hotspot says where need stands out on the coordinator's map, and where it
// only seems to: Getis and Ord's local statistics, corrected for testing many cells,
// and Kulldorff's Poisson scan for whole clusters.
//
// # Why rates
//
// Most people are met where workers go most. The local statistic is therefore taken
// of the estimated rate of each cell, [need.Estimate].Mean, which is drawn towards
// the municipality's where little was seen: one meeting in a short visit makes no
// hot spot. The scan compares meetings with the hours that were spent. Cells that
// are not known take no part: that nobody went is no finding.
//
// # Why so few are shown
//
// Of a hundred cells without any pattern some look hot. The p-values of the local
// statistic are adjusted (Benjamini & Hochberg 1995), so that of the cells shown one
// in twenty is there by chance. The scan's p-values are of the largest ratio over
// all zones, and need no more.
//
// # Why complete disks
//
// The scan tries, around each cell, the cells within so many steps between
// neighbours. Zones that grow one cell at a time depend on how ties in distance are
// broken; rings have no ties.
//
// # Why a seed
//
// The scan's p-values come from made-up municipalities in which the same meetings
// fall by hours alone. The seed belongs to the result: with it, anyone gets the same
// figures again.
//
// # What it costs
//
// A scan of 330 cells with 600 meetings takes some 0.2 seconds of one core: little
// enough to be made when somebody asks, and too much for every page. Its cost grows
// with the square of the cells.
//
// # Who may see it
//
// What is found rests on single meetings: it is for those who plan, never for
// management, whose figures come through the release.
package hotspot
