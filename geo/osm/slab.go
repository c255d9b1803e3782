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
