// Package jobs does in the background what nobody should wait for: it proposes a
// week's plan, publishes what is due, and deletes what is old. Each job loads,
// calls one pure function, and saves.
//
// # Why a queue in the database
//
// A plan's job is queued in the transaction that creates its run, so that neither
// exists without the other; any number of programs may work on one database. Job
// arguments hold a municipality and the id of a run, never a cell or the id of an
// event.
//
// # Why a plan is tried once
//
// The coordinator is watching. A run that fails says why at once, the week keeps
// the plan that it has, and the coordinator asks again. A run that no job waits for
// or works on any more, because its machine stopped, has failed as well: it is
// ended at the next start, or when somebody asks for it. Publishing and deleting
// are idempotent, have nobody who watches, and are tried again.
//
// # Why publishing comes before deleting
//
// Thresholds look at how many rounds a figure comes from. What has been deleted is
// a weekly count that no longer tells. So the night publishes first.
package jobs
