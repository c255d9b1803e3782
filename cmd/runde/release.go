package main

import (
	"context"

	"runde/store"
)

// releaseCmd looks after the figures that leave the team. Export and audit read them
// with the rights of management, and so nothing else.
type releaseCmd struct {
	Open   releaseOpenCmd   `cmd:"" help:"Choose open data, or write what is published as open data."`
	Export releaseExportCmd `cmd:"" help:"Write every row that was ever published as CSV."`
	Audit  releaseAuditCmd  `cmd:"" help:"Attack everything that was published, as an outsider could."`
}

// ofMunicipality is a municipality and all that it published.
type ofMunicipality struct {
	store.Municipality
	store.Published
	Open []store.OpenFigure
}

// published reads what the named municipality published, or each of them where there
// is no name, in the order in which they are listed.
func published(ctx context.Context, db *store.DB, name string) ([]ofMunicipality, error) {
	var list []store.Municipality
	var err error
	if name == "" {
		list, err = db.Municipalities(ctx)
	} else {
		list = make([]store.Municipality, 1)
		list[0], err = municipalityNamed(ctx, db, name)
	}
	if err != nil {
		return nil, err
	}
	out := make([]ofMunicipality, len(list))
	for i, m := range list {
		out[i].Municipality = m
		if out[i].Published, err = db.Published(ctx, m.ID); err != nil {
			return nil, err
		}
		if out[i].Open, err = db.OpenFigures(ctx, m.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}
