package text

import (
	"strings"
	"testing"
)

func TestCheckDate(t *testing.T) {
	for _, good := range []string{"0001", "1985", "9999", "2025-01", "2025-12", "2023-06-26", "2024-02-29", "2000-02-29"} {
		if err := CheckDate(good); err != nil {
			t.Errorf("%s is refused: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "0000", "0000-01-01", "202", "20235", "-202", "+202", "2O23", " 2023", "2023 ", "2023-", "2023-1", "2023-00", "2023-13", "2023/06", "2023-6-1",
		"2023-06-00", "2023-06-31", "2023-02-29", "1900-02-29", "2023-06-2 ", "2023-06-26T00:00:00Z", "26.06.2023", "二〇二三", "２０２３",
	} {
		err := CheckDate(bad)
		if err == nil {
			t.Errorf("%q is taken for a date", bad)
		} else if !strings.Contains(err.Error(), "YYYY-MM-DD") {
			t.Errorf("%q: the error does not say what would be right: %v", bad, err)
		}
	}
	if err := CheckDate(strings.Repeat("长", 1000)); len(err.Error()) > 300 {
		t.Errorf("the error repeats all of a long text: %d bytes", len(err.Error()))
	}
}
