package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"runde/geo/intake"
)

// textCmd asks the filter of short texts.
type textCmd struct {
	Check textCheckCmd `cmd:"" help:"Judge each line of standard input as a note; a JSON verdict a line."`
}

type textCheckCmd struct {
	Streets string `help:"Street names, one a line, that the filter is to know besides its rules." type:"existingfile" placeholder:"FILE"`
}

// Help is shown by --help.
func (textCheckCmd) Help() string {
	return `A note is read as the concern form reads it. For each line there is one of output,
{"verdict":"accept","kinds":[]}, with the verdict accept, warn or refuse and the
kinds of personal data in the order in which they stand. Staff may overrule a
warning; for the public it counts as a refusal. No text is repeated or kept.`
}

// Run judges standard input.
func (c *textCheckCmd) Run(ctx context.Context, s streams) error {
	var streets []string
	if c.Streets != "" {
		raw, err := os.ReadFile(c.Streets)
		if err != nil {
			return fmt.Errorf("--streets: %w", err)
		}
		streets = strings.FieldsFunc(string(raw), func(r rune) bool { return r == '\n' || r == '\r' })
	}
	done := make(chan error, 1) // reading does not end with the context
	go func() { done <- checkLines(os.Stdin, s.out, intake.NewFilter(streets)) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// judgement is what is printed for a line.
type judgement struct {
	Verdict string        `json:"verdict"`
	Kinds   []intake.Kind `json:"kinds"`
}

// checkLines writes a judgement for each line, at once where nothing more waits to
// be read.
func checkLines(in io.Reader, out io.Writer, filter *intake.Filter) error {
	lines, answers := bufio.NewReader(in), bufio.NewWriter(out)
	encoder := json.NewEncoder(answers)
	for {
		line, err := readNote(lines)
		if errors.Is(err, io.EOF) {
			return answers.Flush()
		}
		if err != nil {
			return errors.Join(fmt.Errorf("standard input: %w", err), answers.Flush())
		}
		if err := encoder.Encode(judge(filter, line)); err != nil {
			return err
		}
		if lines.Buffered() == 0 {
			if err := answers.Flush(); err != nil {
				return err
			}
		}
	}
}

func judge(filter *intake.Filter, text string) judgement {
	verdict, found := filter.Check(text)
	j := judgement{verdict.String(), []intake.Kind{}}
	for _, f := range found {
		if !slices.Contains(j.Kinds, f.Kind) {
			j.Kinds = append(j.Kinds, f.Kind)
		}
	}
	return j
}

// noteBytes holds one character more than the filter reads.
const noteBytes = (intake.MaxText + 1) * utf8.UTFMax

// readNote reads a line without its end. Of a line beyond noteBytes the rest is
// skipped: it is too long whatever follows. Returns io.EOF after the last line,
// which need not end.
func readNote(in *bufio.Reader) (string, error) {
	var line []byte
	for read := false; ; read = true {
		part, err := in.ReadSlice('\n')
		line = append(line, part[:min(len(part), noteBytes-len(line))]...)
		switch {
		case err == nil, errors.Is(err, io.EOF) && (read || len(part) > 0):
			return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}
