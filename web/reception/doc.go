// Package reception takes in concerns from people who have not signed in: the
// concern form and the API send, ask, add and withdraw through it, so that both
// keep the same rules.
//
// # Why a retry gets the same words
//
// A phone that lost the answer sends the same concern again, and its owner must
// still get the four words. Nobody may keep the words to show them a second time.
// So they are drawn from a keyed hash of everything that was sent: the same concern
// gives the same words, another one under the same id a conflict.
//
// The id that is stored is a keyed hash of the one that was sent. Staff see the
// stored one, which tells nobody how to ask for the words.
//
// # Why no visitor is counted
//
// The limits are token buckets for the whole municipality. They know how many
// concerns came in a minute and nothing about who sent them: no address, no
// cookie, no fingerprint. Forms that were sent without a script draw on a smaller
// bucket as well.
//
// # Why the note may be lost and the concern never
//
// A note that names somebody is not kept, in no form; the concern is. The answer
// tells the kinds of what was found, and the page shows the note again so that it
// can be rewritten.
package reception
