package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"runde/geo/osm"
)

// osmCmd times the reading of a map extract in a process of its own, so that the
// memory it reports is that of reading alone.
type osmCmd struct {
	OSM       string `name:"osm" help:"Map extract." type:"existingfile" placeholder:"FILE" xor:"map"`
	Synthetic int    `help:"Write a made-up country of about so many MB to a temporary folder, and read that." placeholder:"MB" xor:"map"`
	Seed      uint64 `help:"Seed of the made-up country." default:"1"`
	Boundary  string `help:"GeoJSON outline; for a made-up country a municipality in its middle." type:"existingfile" placeholder:"FILE"`
	Whole     bool   `help:"Read a made-up country without a boundary."`
	Workers   int    `help:"Blocks decoded at a time; 0: one for each processor."`
	Limit     int    `help:"What the Go runtime of the reading process is told to stay below, in MiB; 0: nothing." default:"0"`
	JSON      bool   `help:"Print JSON."`
	Child     bool   `hidden:"" help:"Read here and print JSON."`
}

// osmResult is what was measured. Sizes are in millions of bytes, except for
// memory, which is in MiB. The processors' seconds are the reading process's in
// all, which other programs on the machine disturb less.
type osmResult struct {
	File      string  `json:"file"`
	MB        float64 `json:"mb"`
	Written   float64 `json:"write_seconds,omitempty"`
	Seconds   float64 `json:"read_seconds"`
	CPU       float64 `json:"cpu_seconds"`
	Elements  int     `json:"elements"`
	Nodes     int     `json:"nodes"`
	Ways      int     `json:"ways"`
	Relations int     `json:"relations"`
	Streets   int     `json:"streets"`
	Places    int     `json:"places"`
	Dwellings int     `json:"dwellings"`
	Features  int     `json:"features"`
	MBs       float64 `json:"mb_per_second"`
	PeakMiB   float64 `json:"peak_resident_mib"`
}

func (r osmResult) String() string {
	s := fmt.Sprintf("file %s, %.1f MB\n", r.File, r.MB)
	if r.Written > 0 {
		s += fmt.Sprintf("written in %.1f s\n", r.Written)
	}
	return s + fmt.Sprintf("elements %d: %d nodes, %d ways, %d relations\n", r.Elements, r.Nodes, r.Ways, r.Relations) +
		fmt.Sprintf("kept %d streets, %d places, %d dwellings, %d features\n", r.Streets, r.Places, r.Dwellings, r.Features) +
		fmt.Sprintf("read %.3f s, %.1f MB/s; %.3f s of processors\npeak resident %.0f MiB\n", r.Seconds, r.MBs, r.CPU, r.PeakMiB)
}

// Run measures and prints.
func (c *osmCmd) Run(ctx context.Context, out io.Writer) error {
	if c.Child {
		return c.readHere(ctx, out)
	}
	var written float64
	if c.Synthetic > 0 {
		folder, err := os.MkdirTemp("", "runde-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		start := time.Now()
		if err := c.writeCountry(ctx, folder); err != nil {
			return err
		}
		written = time.Since(start).Seconds()
	} else if c.OSM == "" {
		return errors.New("either --osm or --synthetic is needed")
	}
	r, err := c.readApart(ctx)
	if err != nil {
		return err
	}
	r.Written = written
	return write(out, c.JSON, r)
}

// writeCountry writes the made-up country and its municipality into a folder.
func (c *osmCmd) writeCountry(ctx context.Context, folder string) error {
	country := newCountry(c.Seed, int64(c.Synthetic)*1e6)
	c.OSM = filepath.Join(folder, "country.osm.pbf")
	if err := country.write(ctx, c.OSM); err != nil {
		return err
	}
	if c.Whole || c.Boundary != "" {
		return nil
	}
	c.Boundary = filepath.Join(folder, "boundary.geojson")
	return os.WriteFile(c.Boundary, country.municipality(), 0o600)
}

// readApart reads the file in a child process and asks the system for the most
// memory that it had.
func (c *osmCmd) readApart(ctx context.Context) (osmResult, error) {
	var r osmResult
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	child := exec.CommandContext(ctx, self, "osm", "--child", "--osm", c.OSM, "--workers", strconv.Itoa(c.Workers))
	if c.Boundary != "" {
		child.Args = append(child.Args, "--boundary", c.Boundary)
	}
	if c.Limit > 0 {
		child.Env = append(os.Environ(), fmt.Sprintf("GOMEMLIMIT=%dMiB", c.Limit))
	}
	var stdout bytes.Buffer
	child.Stdout, child.Stderr = &stdout, os.Stderr
	if err := child.Run(); err != nil {
		return r, fmt.Errorf("the reading process: %w", err)
	}
	if usage, ok := child.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.PeakMiB = float64(usage.Maxrss) / 1024 // kilobytes on Linux
	}
	r.CPU = (child.ProcessState.UserTime() + child.ProcessState.SystemTime()).Seconds()
	return r, json.Unmarshal(stdout.Bytes(), &r)
}

// readHere is the child's part.
func (c *osmCmd) readHere(ctx context.Context, out io.Writer) error {
	opt := osm.Options{Workers: c.Workers}
	if c.Boundary != "" {
		f, err := os.Open(c.Boundary)
		if err != nil {
			return err
		}
		defer f.Close()
		if opt.Boundary, err = osm.ReadBoundary(f); err != nil {
			return err
		}
	}
	info, err := os.Stat(c.OSM)
	if err != nil {
		return err
	}
	start := time.Now()
	e, err := osm.Read(ctx, c.OSM, opt)
	if err != nil {
		return err
	}
	seconds := time.Since(start).Seconds()
	mb := float64(info.Size()) / 1e6
	return json.NewEncoder(out).Encode(map[string]any{
		"file": filepath.Base(c.OSM), "mb": mb, "read_seconds": seconds, "mb_per_second": mb / seconds,
		"elements": e.Report.Nodes + e.Report.Ways + e.Report.Relations,
		"nodes":    e.Report.Nodes, "ways": e.Report.Ways, "relations": e.Report.Relations,
		"streets": len(e.Streets), "places": len(e.Places), "dwellings": len(e.Dwellings), "features": len(e.Base),
	})
}
