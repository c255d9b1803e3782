package intake

import "testing"

// kindsIn are the kinds found in a text, each once, in order.
func kindsIn(f *Filter, text string) []Kind {
	var out []Kind
	_, found := f.Check(text)
	for _, one := range found {
		if len(out) == 0 || out[len(out)-1] != one.Kind {
			out = append(out, one.Kind)
		}
	}
	return out
}

// A number after a street is a house number unless it counts something, tells the
// time, or the word only looks like a street.
func TestAddresses(t *testing.T) {
	f := NewFilter([]string{"Bag Hegnet", "Åsen"})
	for _, c := range []struct {
		text    string
		address bool
	}{
		{"Vestergade 12", true},
		{"vestergade 12b", true},
		{"Vestergade 12 B, 1. tv", true},
		{"Vestergade nr. 12", true},
		{"Vestergade, nr 12", true},
		{"Vestergade 3-5", true},
		{"Vestergade 12 personer", false},
		{"Vestergade 3-5 personer", false},
		{"Vestergade 3 til 5 personer", false},
		{"Vestergade 3 eller 4 mand", false},
		{"Vestergade 50 %", false},
		{"Vestergade 5°", false},
		{"Vestergade 17.30", false},
		{"Vestergade 17:30", false},
		{"Vestergade kl. 17", false},
		{"Vestergade 12. marts", false},
		{"Vestergade 12 marts", false},
		{"Vestergade 12, martsvejr", true},
		{"Vestergade, 3 telte", false},
		{"Vestergade 1234", false}, // no house number has four digits
		{"Vestergade 2.5 km", false},
		{"Ny Vestergade 4", true},
		{"Store Torv 4", true},
		{"store torv 4", false}, // two words in small letters: the street list is for those
		{"Torvet 4", true},
		{"torvet 4", false},
		{"Strandparken 9", true},
		{"strandparken 9", false}, // a park as often as a street
		{"legeplads 3", false},
		{"Legepladsen 3", false},
		{"Danmark 3", false},
		{"gågaden 2", false},
		{"undervejs 2", false},
		{"bag hegnet 7", true}, // from the list
		{"Åsen nr 7", true},
		{"bag Åsen", false},
		{"hegnet 7", false},
		{"12 Vestergade", false},
		{"12", false},
		{"", false},
	} {
		got := false
		for _, k := range kindsIn(f, c.text) {
			got = got || k == Address
		}
		if got != c.address {
			t.Errorf("%q: address %v, want %v", c.text, got, c.address)
		}
	}
}

// A kind of road that is also the name of one is a warning with a number, whatever
// its case; from the municipality's list it is an address, and a unit still wins.
func TestRoadsThatAreNamesToo(t *testing.T) {
	without, with := NewFilter(nil), NewFilter([]string{"Hovedgaden", "Skovvej"})
	for text, want := range map[string][2]Verdict{
		"Bor på Hovedgaden 12":     {Warn, Refuse},
		"bor på hovedgaden 12":     {Warn, Refuse},
		"Skovvej nr. 4":            {Warn, Refuse},
		"Landevejen 7 B":           {Warn, Warn},
		"Skovstien 3":              {Warn, Warn},
		"sover ved hovedgaden":     {Accept, Accept},
		"på hovedgaden 3 telte":    {Accept, Accept},
		"hovedgaden 2 gange":       {Accept, Accept},
		"hovedgaden kl. 17":        {Accept, Accept},
		"hovedgaden 17.30":         {Accept, Accept},
		"ad landevejen 3 km":       {Accept, Accept},
		"skovvej 50 m fra kiosken": {Accept, Accept},
	} {
		for i, f := range []*Filter{without, with} {
			if got, found := f.Check(text); got != want[i] {
				t.Errorf("%q: %v %v, want %v", text, got, found, want[i])
			}
		}
	}
}

// Streets that are called by common words, Havnen and Ved Skoven, are told from the
// words by a capital, by "nr." or by the letter of a house; alone they tell of no home.
func TestStreetsOfCommonWords(t *testing.T) {
	f, without := NewFilter([]string{"Havnen", "Ved Skoven", "Langelinie", "Ny Havnen"}), NewFilter(nil)
	for text, want := range map[string]Verdict{
		"på havnen 3 sov, 2 gik":   Accept,
		"bag ved skoven 4 i alt":   Accept,
		"på havnen nr. 3":          Refuse,
		"på havnen 3b":             Refuse,
		"Ved Skoven 4":             Refuse,
		"ved Skoven 4":             Refuse,
		"på langelinie 3 sov":      Refuse, // no common word
		"ny havnen 3":              Refuse, // nor is ny
		"på havnen":                Accept,
		"Havnen og Ved Skoven":     Accept,
		"på havnen 3 dage":         Accept,
		"ved skoven kl. 4":         Accept,
		"Ved Skoven 4 telte":       Accept,
		"skoven 4":                 Accept,
		"havnen 3 b er optaget":    Accept, // a word of its own
		"mødt på havnen, 3 gange":  Accept,
		"bor på havnen 3":          Refuse,
		"boede ved skoven 4 i år":  Refuse,
		"bor på havnen 3 dage":     Accept,
		"bor et sted, på havnen 3": Accept, // too far before
	} {
		if got, found := f.Check(text); got != want {
			t.Errorf("%q: %v %v, want %v", text, got, found, want)
		}
	}
	if got, _ := without.Check("på havnen nr. 3"); got != Accept {
		t.Errorf("without the list: %v, want accept: the list must make the difference", got)
	}
}

// An address is marked from its first word to its house letter.
func TestAddressSpan(t *testing.T) {
	f := NewFilter([]string{"Carrer de la Sardana"})
	for text, want := range map[string][2]int{
		"nu i carrer de la sardana 18": {5, 28},
		"nu i Store Torv 4 B igen":     {5, 19},
		"nu i Søvej nr. 4b igen":       {5, 17},
	} {
		_, found := f.Check(text)
		if len(found) != 1 || found[0].Start != want[0] || found[0].End != want[1] {
			t.Errorf("%q: got %v, want %v", text, found, want)
		}
	}
}

// Dates, hours and years are told from the numbers of people.
func TestChecks(t *testing.T) {
	f := NewFilter(nil)
	for text, want := range map[string]Verdict{
		"290204-0000":         Refuse, // the century is not known, so 29 February is
		"310404-0000":         Accept, // no 31 April
		"000104-0000":         Accept,
		"610104-0000":         Refuse, // replacement number
		"910104-0000":         Refuse,
		"920104-0000":         Accept,
		"010104-00001":        Accept, // eleven digits
		"kl 20 21 22 23":      Accept,
		"20 21 22 23":         Refuse,
		"kl 20 21 22 33":      Refuse,
		"20.15-22.30":         Accept, // times of day
		"20240229":            Accept,
		"20240230":            Refuse,
		"21000101":            Refuse, // no date of ours
		"1899 Hvidovre":       Warn,
		"1900 Hvidovre":       Accept,
		"2099 Hvidovre":       Accept,
		"2100 Hvidovre":       Warn,
		"0800 Hvidovre":       Accept,
		"DK-8900 Randers":     Warn,
		"8900 kroner":         Accept,
		"han hedder ikke det": Accept,
		"han hedder noget":    Accept,
	} {
		if got, found := f.Check(text); got != want {
			t.Errorf("%q: got %v %v, want %v", text, got, found, want)
		}
	}
}
