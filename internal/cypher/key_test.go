package cypher

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// Characters around every place where the orders part, or the encoding begins.
var awkward = []rune{'a', 'b', 'é', '中', 0xD77F, 0xD780, 0xD784, 0xD785, 0xD7C0, 0xD7FF, 0xE000, 0xF900, 0xFF21, 0xFFFF, 0x10000, 0x1F600, 0x20000, 0x3FFFF, 0x40000, 0x10FFFF}

// words are all of up to two awkward characters, and random longer ones.
func words() []string {
	words := []string{""}
	for _, a := range awkward {
		words = append(words, string(a))
		for _, b := range awkward {
			words = append(words, string([]rune{a, b}))
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		word := make([]rune, 3+random.IntN(4))
		for i := range word {
			word[i] = awkward[random.IntN(len(awkward))]
		}
		words = append(words, string(word))
	}
	return words
}

func TestKeyKeepsOrder(t *testing.T) {
	words := words()
	for _, a := range words {
		for _, b := range words {
			want := slices.Compare([]rune(a), []rune(b))
			if got := cmp.Compare(Key(a), Key(b)); got != want {
				t.Fatalf("%+q and %+q: by UTF-8 byte their keys are %d, not %d", a, b, got, want)
			}
			units := slices.Compare(utf16.Encode([]rune(Key(a))), utf16.Encode([]rune(Key(b))))
			if units != want {
				t.Fatalf("%+q and %+q: by UTF-16 unit their keys are %d, not %d", a, b, units, want)
			}
		}
	}
}

func TestKeyKeepsParts(t *testing.T) {
	words := words()
	for name, has := range map[string]func(string, string) bool{
		"contains": strings.Contains, "starts with": strings.HasPrefix, "ends with": strings.HasSuffix,
	} {
		for _, a := range words {
			for _, b := range words {
				if want, got := has(a, b), has(Key(a), Key(b)); got != want {
					t.Fatalf("%+q %s %+q: %t, of the keys %t", a, name, b, want, got)
				}
			}
		}
	}
}

func TestKeyStaysReadable(t *testing.T) {
	for _, plain := range []string{"", "CRRC Zhuzhou", "三一重工", "naïve – 10 µm"} {
		if Key(plain) != plain {
			t.Errorf("%q became %q", plain, Key(plain))
		}
	}
	// An index entry holds about 8 KB: 640 characters must fit, whatever they are.
	if n := len(Key(strings.Repeat("😀", 640))); n > 8000 {
		t.Errorf("%d bytes", n)
	}
}
