package management

import (
	"encoding/csv"
	"io"
	"strings"
)

// table is what the page draws and what the file holds: the same texts in the same
// order.
type table struct {
	ID    string
	Title string
	Head  []column
	Rows  []row
	Note  string // stands in place of rows
	Grid  bool   // stays a grid where the screen is narrow
}

// column is a heading.
type column struct {
	Text   string
	Number bool   // set to the right
	Href   string // sorts by it; "" where that is not offered
	Sorted string // ascending or descending; "" where the table is sorted by another
}

// row is a line; the first cell is its heading.
type row struct {
	ID    string // of the area it is about; "" for none
	Href  string // explains the area
	Cells []cell
}

// cell is one text.
type cell struct {
	Text   string
	Number bool
	Look   look // a swatch as on the map; the zero look for none
	Bar    int  // a bar of so many per cent; 0 for none
}

// writeCSV writes lines of text and tables as Danish spreadsheets read them: with
// semicolons and a byte order mark. A text that a spreadsheet would take for a
// formula gets an apostrophe before it.
func writeCSV(w io.Writer, preamble []string, tables []table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	out.UseCRLF = true
	line := func(texts ...string) {
		for i, t := range texts {
			texts[i] = harmless(t)
		}
		_ = out.Write(texts) // Error below tells
	}
	for _, text := range preamble {
		line(text)
	}
	for _, t := range tables {
		line("")
		line(t.Title)
		if t.Note != "" {
			line(t.Note)
			continue
		}
		var head []string
		for _, c := range t.Head {
			head = append(head, c.Text)
		}
		line(head...)
		for _, r := range t.Rows {
			var texts []string
			for _, c := range r.Cells {
				texts = append(texts, c.Text)
			}
			line(texts...)
		}
	}
	out.Flush()
	return out.Error()
}

// formulaStart are the characters with which a spreadsheet begins a formula, also
// in full width.
const formulaStart = "=+-@\t\r\n＝＋－＠"

// harmless is the text as no spreadsheet takes for a formula.
func harmless(text string) string {
	if lead := strings.TrimLeft(text, " \u00a0\"'"); lead != "" && strings.ContainsRune(formulaStart, []rune(lead)[0]) {
		return "'" + text
	}
	return text
}
