package api

import (
	"context"
	"errors"
	"net/http"

	"runde/geo"
	"runde/geo/release"
	"runde/store"
	"runde/store/access"
	"runde/web/fault"

	"github.com/danielgtaylor/huma/v2"
)

// edition is a publication that may be opened.
type edition struct {
	Family     release.Family `json:"family" enum:"encounters,concerns,presence,bridges,channels,waiting,weekdays,home_concerns"`
	Level      release.Level  `json:"level" enum:"week,period,year"`
	Period     string         `json:"period" doc:"2026-W07, 2026-P03 or 2026"`
	FirstDay   string         `json:"first_day" format:"date"`
	LastDay    string         `json:"last_day" format:"date"`
	ReleasedOn string         `json:"released_on" format:"date"`
	Threshold  int            `json:"threshold" doc:"the smallest figure that stands alone"`
}

type editionsOutput struct {
	Body struct {
		Editions []edition `json:"editions" nullable:"false" doc:"latest first"`
	}
}

type figuresInput struct {
	Family release.Family `path:"family" enum:"encounters,concerns,presence,bridges,channels,waiting,weekdays,home_concerns"`
	Level  release.Level  `path:"level" enum:"week,period,year"`
	Period string         `path:"period" maxLength:"8" doc:"of an edition"`
}

// figure is one released number.
type figure struct {
	Area   string         `json:"area" doc:"a name that is unique in the edition"`
	Cells  []geo.Cell     `json:"cells" nullable:"false" doc:"of the cover; none for the whole municipality"`
	Kinds  []string       `json:"kinds" nullable:"false" doc:"several are shown together; none: not split. In the side tables of a year: targets, channels, within_14_days, later, median_days, or a weekday and a daypart as 1-2"`
	Of     []string       `json:"of" nullable:"false" doc:"of bridges and channels: the kinds of the periods' rows whose events are split here; none: rows that are not split by kind, of bridges those that show them with other kinds, and all other tables"`
	Status release.Status `json:"status" enum:"own,merged,unknown,zero"`
	Count  *int           `json:"count" doc:"events; whole hours for presence and weekdays, days for median_days; null where too little is known"`
}

type figuresOutput struct {
	Body struct {
		Figures []figure `json:"figures" nullable:"false"`
	}
}

// releases are the published figures. What is not an edition cannot be asked for:
// there is no range of days, no ground of one's own, no filter.
func releases(a huma.API, db *store.DB) {
	huma.Register(a, huma.Operation{
		OperationID: "list-editions", Method: http.MethodGet, Path: "/releases",
		Summary: "What has been published",
	}, func(ctx context.Context, _ *struct{}) (*editionsOutput, error) {
		actor, err := permitted(ctx, access.ReadReleases)
		if err != nil {
			return nil, err
		}
		list, err := db.Editions(ctx, actor.Municipality)
		if err != nil {
			return nil, err
		}
		out := &editionsOutput{}
		out.Body.Editions = make([]edition, len(list))
		for i, e := range list {
			out.Body.Editions[i] = edition{
				e.Family, e.Level, e.Period, e.FirstDay.String(), e.LastDay.String(), e.ReleasedOn.String(), e.Threshold,
			}
		}
		return out, nil
	})

	huma.Register(a, huma.Operation{
		OperationID: "get-figures", Method: http.MethodGet, Path: "/releases/{family}/{level}/{period}",
		Summary: "The figures of one publication",
	}, func(ctx context.Context, in *figuresInput) (*figuresOutput, error) {
		actor, err := permitted(ctx, access.ReadReleases)
		if err != nil {
			return nil, err
		}
		list, err := db.Figures(ctx, actor.Municipality, in.Family, in.Level, in.Period)
		if errors.Is(err, store.ErrNotFound) {
			return nil, fault.ErrNotPublished
		}
		if err != nil {
			return nil, err
		}
		out := &figuresOutput{}
		out.Body.Figures = make([]figure, len(list))
		for i, f := range list {
			out.Body.Figures[i] = figureOf(f)
		}
		return out, nil
	})
}

func figureOf(f store.ReleasedFigure) figure {
	out := figure{
		Area: f.Area.Name, Status: f.Status,
		Cells: append([]geo.Cell{}, f.Area.Cells...), Kinds: append([]string{}, f.KindList()...),
		Of: append([]string{}, f.OfList()...),
	}
	if f.Status != release.Unknown {
		out.Count = &f.Count
	}
	return out
}
