// Package noise draws whole numbers that hide a single event in a published count:
// the geometric mechanism, or discrete Laplace distribution,
//
//	P(X = x) = (1−a)/(1+a) · a^|x|,  a = exp(−ε).
//
// A count that one event changes by 1 at most, published as count + X, is
// ε-differentially private: whoever knows all other events can hardly tell whether
// this one happened. The smaller ε, the more noise.
//
// # Why not a rounded real number
//
// A computer's real numbers have gaps, and which numbers can come out of a rounded
// logarithm depends on what they are added to: that tells the count again (Mironov,
// "On significance of the least significant bits for differential privacy", 2012).
// [Source] is the exact sampler of Canonne, Kamath and Steinke ("The discrete
// Gaussian for differential privacy", 2020, algorithms 1 and 2): fair dice, integers
// and comparisons, for an ε that is a fraction.
//
// # Why the randomness comes from outside
//
// Whoever can compute the noise again can take it off. Programs pass
// crypto/rand.Reader; a test passes a generator with a seed.
package noise
