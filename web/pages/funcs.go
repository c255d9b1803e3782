package pages

import (
	"fmt"
	"html/template"

	"runde/geo"
	"runde/web/pages/catalogue"
)

// funcs are the functions of every page besides the components of fds. The first
// argument of those that speak is .L.
var funcs = template.FuncMap{
	"t":       func(l *catalogue.L, key string, args ...any) string { return l.T(key, args...) },
	"tor":     func(l *catalogue.L, key, fallback string) string { return l.Or(key, fallback) },
	"number":  func(l *catalogue.L, v any, decimals int) string { return l.Number(v, decimals) },
	"date":    func(l *catalogue.L, d geo.Date) string { return l.Date(d) },
	"day":     func(l *catalogue.L, d geo.Date) string { return l.DateShort(d) },
	"weekday": func(l *catalogue.L, d geo.Date) string { return l.Weekday(d) },
	"week":    func(l *catalogue.L, w geo.Week) string { return l.Week(w) },
	"clock":   func(l *catalogue.L, minute int) string { return l.Clock(minute) },
	"daypart": func(l *catalogue.L, p geo.Daypart) string { return l.Daypart(p) },
	"dict":    dict,
	"add":     func(a, b int) int { return a + b },
}

// dict makes a map of alternating names and values, to hand several values to a
// template.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: names and values come in pairs")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: argument %d is not a name", i+1)
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}
