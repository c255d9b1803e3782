package public

import (
	"context"
	"strings"

	"runde/store"
)

// contact is what the pages tell about the team.
type contact struct {
	store.Contact
	Tel string // the telephone number as an address has it
}

func (h handlers) contact(ctx context.Context) (contact, error) {
	c, err := h.desk.Contact(ctx)
	return contact{c, strings.ReplaceAll(c.Phone, " ", "")}, err
}

// streets is the address at which the filter of a note finds the street names.
func (h handlers) streets(ctx context.Context) (string, error) {
	texts, err := h.desk.Texts(ctx)
	return texts.Address(), err
}
