// Package need estimates how many people in need an outreach worker would meet per
// hour in each cell, from what has been seen there and what has been reported, and
// says how sure it is.
//
// # Why never raw counts
//
// Where nobody goes nobody is met. A plan made from counts sends workers back to
// where they were, and the counts then prove it right (Lum & Isaac 2016, Ensign et
// al. 2018). Encounters are therefore a Poisson count over hours of presence, and
// the unknown is the rate. A *nej tak* is an encounter like any other: it raises
// the rate, and nothing here can make it lower one. Hours without anybody met
// lower the rate of that cell, and of that cell alone: they are knowledge.
//
// # The model
//
// With ages in weeks, d = 2^(−1/h) and the half-life h, each cell has the decayed
// sums Y of encounters, H of hours, Z of concerns and of meetings in passing, and C
// of weeks open to concerns.
//
//	rate ~ Gamma(α, β)                      the municipality as a whole
//	Y | rate ~ Poisson(rate · H)            effort
//	Z | rate ~ Poisson(ρ · rate · C)        concerns, weighted down by w
//	rate | Y, Z ~ Gamma(α + Y + w·Z, β + H + w·ρ·C)
//
// The mean is the need; the 10 % and 90 % quantiles are what is shown beside it;
// the 90 % quantile is the score that planning uses (upper confidence bound), so a
// cell that might hold much need is visited before one that is known to hold less.
//
// # Why the prior is fitted by maximum likelihood
//
// ΣY/ΣH is weighted by where workers went, and they went where need was known. The
// negative binomial likelihood of the cells with hours weights a cell by what it
// can tell. A ridge on ln α keeps the prior from collapsing when cells look alike.
//
// # Why concerns saturate
//
// n concerns from one channel about one cell in one week count 2(1 − 2^−n): the
// second tells less than the first, and no caller can buy more than two. Reporting
// habits differ by street, so the weight w of all concerns is small as well.
//
// # Why a meeting in passing is not a rate
//
// Somebody who is met between two stops was met without hours to divide by. Counted
// as an encounter, two such meetings in a cell that nobody visits would make it the
// neediest of all. They count as concerns from one channel do, so they always raise
// the need, a little. Encounters of a cell and week without any presence are taken
// as such meetings too, where nothing says so.
//
// # What is unknown
//
// A cell whose decayed hours lie below a threshold is not Known, whatever its
// estimate: it is shown as "vi ved ikke nok her endnu", never as zero. [Explore]
// lists all cells in a shuffled order, each once a pass, so that a share of every
// week goes where no estimate would send it.
//
// # Why two visual variables
//
// A colour alone makes a guess look like a fact. A map of need shows the class of the
// mean by colour, between [YearBreaks] that hold for a calendar year, and by a pattern
// the [Certainty] of it: whether the interval is narrow beside the mean, and whether
// anybody has been there lately. [Blind] lists what is not sure, for those who decide
// where to go next.
package need
