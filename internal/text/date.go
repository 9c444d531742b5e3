package text

import (
	"fmt"
	"time"
)

// CheckDate refuses what is not a partial date: YYYY, YYYY-MM or YYYY-MM-DD, a real one
// of the Gregorian calendar, from year 1. The error says what would be right.
func CheckDate(s string) error {
	layout, known := map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}[len(s)]
	if !known {
		return fmt.Errorf("%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, for example 2023, 2023-06 or 2023-06-26", shortened(s))
	}
	date, err := time.Parse(layout, s)
	if err != nil || date.Year() == 0 {
		return fmt.Errorf("%q is not a date of the calendar; write YYYY, YYYY-MM or YYYY-MM-DD, for example 2023, 2023-06 or 2023-06-26", s)
	}
	return nil
}

// shortened keeps an error readable, however long the text that it quotes.
func shortened(s string) string {
	const enough = 40
	if runes := []rune(s); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return s
}
