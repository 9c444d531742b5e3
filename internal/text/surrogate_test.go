package text

import "testing"

func TestLoneSurrogate(t *testing.T) {
	for json, want := range map[string]bool{
		``:                           false,
		`{"a":"plain 三一"}`:           false,
		`"\u4e09\u4e00"`:             false,
		`"\ud83d\ude00"`:             false,
		`"\uD83D\uDE00 and \uFFFD"`:  false,
		`"\ud83d"`:                   true,
		`"\ude00"`:                   true,
		`"\ude00\ud83d"`:             true,
		`"\ud83d \ude00"`:            true,
		`"\ud83d\u0041"`:             true,
		`"\ud83d\ud83d\ude00"`:       true,
		`"\ud83d\ude00\ud83d\ude00"`: false,
		`"a backslash, \\ud83d"`:     false,
		`"and an escape, \\\ud83d"`:  true,
		`"\ud8`:                      false,
		`\`:                          false,
	} {
		if got := LoneSurrogate([]byte(json)); got != want {
			t.Errorf("%s: %v, want %v", json, got, want)
		}
	}
}
