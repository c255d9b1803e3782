package osm

// slab hands out short slices cut from large ones: a country has millions of
// lines and rings, and each alone would cost the allocator more than its points.
// What is handed out is never used again by the slab.
type slab[T any] struct{ free []T }

// slabLen is how many elements are allocated at once.
const slabLen = 4096

// make returns an empty slice with room for n elements.
func (s *slab[T]) make(n int) []T {
	if n > len(s.free) {
		if n > slabLen/4 {
			return make([]T, 0, n)
		}
		s.free = make([]T, slabLen)
	}
	cut := s.free[:0:n]
	s.free = s.free[n:]
	return cut
}

// list grows without moving what it holds: a slice of millions is twice in
// memory while it is moved, and leaves its former selves to be collected.
type list[T any] struct {
	full  [][]T
	last  []T
	count int
}

func (l *list[T]) add(v T) {
	if len(l.last) == cap(l.last) {
		if l.last != nil {
			l.full = append(l.full, l.last)
		}
		l.last = make([]T, 0, min(max(16, l.count), slabLen))
	}
	l.last = append(l.last, v)
	l.count++
}

// appendTo moves what the list holds to the end of a slice.
func (l *list[T]) appendTo(to []T) []T {
	for i, chunk := range l.full {
		to = append(to, chunk...)
		l.full[i] = nil
	}
	to = append(to, l.last...)
	*l = list[T]{}
	return to
}
