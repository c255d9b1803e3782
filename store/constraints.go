package store

// constraintErrors is the one table from the name of a constraint to what it means
// to a caller.
var constraintErrors = map[string]error{}
