package street

import (
	"errors"
	"fmt"
	"sync"

	"runde/routes/ch"
)

// savedMode is what a file holds of a mode.
type savedMode struct {
	name  []int32
	parts [][]int32
}

func unpackModes(body []byte) (modes [3]savedMode, rest []byte, err error) {
	for mode := range modes {
		m := &modes[mode]
		if m.name, body, err = unpacked(body); err != nil {
			return modes, nil, err
		}
		m.parts = make([][]int32, ch.PartCount)
		for i := range m.parts {
			if m.parts[i], body, err = unpacked(body); err != nil {
				return modes, nil, err
			}
		}
	}
	return modes, body, nil
}

// restore makes the index and the routers of a network that was loaded, all side by
// side.
func (n *Network) restore(saved [3]savedMode) error {
	var failed [3]error
	var wait sync.WaitGroup
	wait.Go(func() { n.index = newIndex(n) })
	for mode := range saved {
		wait.Go(func() { failed[mode] = n.restoreMode(mode, saved[mode]) })
	}
	wait.Wait()
	return errors.Join(failed[:]...)
}

func (n *Network) restoreMode(mode int, saved savedMode) error {
	if err := n.validNames(saved.name); err != nil {
		return err
	}
	g := n.arcsOf(mode, saved.name)
	h, err := ch.FromParts(saved.parts, g.Nodes(), g.Arcs())
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFile, err)
	}
	r := n.newRouter(mode, saved.name, g, h)
	n.routers[mode] = func() *Router { return r }
	return nil
}

// validNames: -1 or the numbers from 0 upwards, in order.
func (n *Network) validNames(name []int32) error {
	if len(name) != n.Nodes() {
		return fmt.Errorf("%w: a mode of another number of nodes", ErrFile)
	}
	next := int32(0)
	for _, v := range name {
		switch v {
		case -1:
		case next:
			next++
		default:
			return fmt.Errorf("%w: a mode's nodes out of order", ErrFile)
		}
	}
	return nil
}
