package store

// ConstraintErrors lets the schema test compare the table with the schema.
var ConstraintErrors = constraintErrors
