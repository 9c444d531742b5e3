package write

func (s *session) merge(Merging) error   { return nil }
func (s *session) split(Splitting) error { return nil }
