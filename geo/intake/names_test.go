package intake

import "testing"

// A name of a person is refused, a lone first name is a warning, and the words,
// saints, streets and shops that look like names pass.
func TestNames(t *testing.T) {
	f := NewFilter(nil)
	for text, want := range map[string]Verdict{
		"Mette Holm":               Refuse,
		"Mette B. Holm":            Refuse,
		"Mette Marie Holm":         Refuse,
		"Anne-Lise Bisgaard":       Refuse,
		"METTE HOLM":               Refuse,
		"mette hansen":             Refuse,
		"Mette Abildtrup":          Refuse, // an unknown last name after a sure first name
		"Xerxes Mikkelsen":         Refuse, // an unknown first name before -sen
		"Bo Lund":                  Refuse, // words both, but together a name
		"Storm Petersen":           Refuse,
		"mødte fru Abildtrup":      Refuse,
		"genboen Xerxes":           Refuse,
		"hedder abdirahman":        Refuse,
		"familien Abildtrup":       Refuse,
		"Mette":                    Warn,
		"Mettes telt":              Warn,
		"Mikkelsen":                Warn,
		"Mette og Fatima":          Warn,
		"mette":                    Accept, // in small letters a lone name is too often a word
		"bo lund":                  Accept,
		"liv og sol":               Accept,
		"Bo ude":                   Accept,
		"Sol, storm og regn":       Accept,
		"Sankt Mortens Kirke":      Accept,
		"Skt. Hans aften":          Accept,
		"Jens Baggesens Vej":       Accept, // a street without a number
		"Hans Broges Gade":         Accept,
		"Maria Kirkeplads":         Accept,
		"Petersens Bageri":         Accept,
		"Hans Skov":                Refuse, // a last name, though a wood as well
		"naboen klager":            Accept,
		"hr. og fru":               Accept,
		"Kommunen og Politiet":     Accept,
		"Sundhedsstyrelsen sender": Accept,
		"Det. Han. Per. Max.":      Accept,
	} {
		if got, found := f.Check(text); got != want {
			t.Errorf("%q: got %v %v, want %v", text, got, found, want)
		}
	}
}
