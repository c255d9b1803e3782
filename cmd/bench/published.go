package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// publishedTable is a CSV file of published values with a header line.
type publishedTable struct {
	columns map[string]int
	rows    [][]string // rows[i] is line i + 2 of the file where no field holds a line break
}

// readPublished reads a table, which must have the columns that are named.
func readPublished(path string, columns ...string) (publishedTable, error) {
	t := publishedTable{columns: map[string]int{}}
	f, err := os.Open(path)
	if err != nil {
		return t, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return t, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) == 0 {
		return t, fmt.Errorf("%s: line 1: is missing", path)
	}
	for i, name := range rows[0] {
		t.columns[strings.TrimSpace(name)] = i
	}
	for _, name := range columns {
		if _, ok := t.columns[name]; !ok {
			return t, fmt.Errorf("%s: line 1: has no column %s", path, name)
		}
	}
	t.rows = rows[1:]
	return t, nil
}

// text is a field of a row.
func (t publishedTable) text(row int, column string) string {
	return strings.TrimSpace(t.rows[row][t.columns[column]])
}

// instance is the row's field of that name, in lower case.
func (t publishedTable) instance(row int) string { return strings.ToLower(t.text(row, "instance")) }

// number is a field that must be a number above 0.
func (t publishedTable) number(row int, column string) (float64, error) {
	n, err := strconv.ParseFloat(t.text(row, column), 64)
	if err != nil || !(n > 0 && n < mostPrize) {
		return 0, fmt.Errorf("line %d, field %s: is not a number above 0", row+2, column)
	}
	return n, nil
}

// instanceFiles finds <instance>.txt below a folder, by instance in lower case. Two
// files of one instance are an error.
func instanceFiles(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, ok := strings.CutSuffix(strings.ToLower(filepath.Base(path)), ".txt")
		if err != nil || d.IsDir() || !ok {
			return err
		}
		if other := files[name]; other != "" {
			return fmt.Errorf("%s and %s are the same instance", other, path)
		}
		files[name] = path
		return nil
	})
	return files, err
}

// wanted reports whether --only asks for the instance.
func (f searchFlags) wanted(instance string) bool {
	return len(f.Only) == 0 || slices.ContainsFunc(f.Only, func(prefix string) bool {
		return prefix != "" && strings.HasPrefix(instance, strings.ToLower(prefix))
	})
}
