package synthetic

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// words makes up values in the place of the template's. Texts that many nodes of the
// template share, such as a city, become as many names of as many nodes; all others are
// made up anew each time, about as long as the template's.
type words struct {
	shared map[*catalog.Property]map[string]string
}

func newWords(template *store.Facts) *words {
	counts := map[*catalog.Property]map[string]int{}
	for i := range template.Nodes {
		count(counts, template.Nodes[i].Type.Properties, template.Nodes[i].Values)
	}
	for i := range template.Edges {
		count(counts, template.Edges[i].Relation.Properties, template.Edges[i].Values)
	}
	w := &words{shared: map[*catalog.Property]map[string]string{}}
	for property, values := range counts {
		w.shared[property] = map[string]string{}
		for value, n := range values {
			if n > 1 && property.Name != "name" {
				w.shared[property][value] = "synthetic " + property.Name + " " + strconv.Itoa(rank(value))
			}
		}
	}
	return w
}

func count(counts map[*catalog.Property]map[string]int, properties []*catalog.Property, values []any) {
	for i, property := range properties {
		if text, ok := values[i].(string); ok && property.Kind == catalog.String {
			if counts[property] == nil {
				counts[property] = map[string]int{}
			}
			counts[property][text]++
		}
	}
}

// rank is a number that stands for a text wherever it is found.
func rank(text string) int {
	hash := uint32(2166136261)
	for _, c := range []byte(text) {
		hash = (hash ^ uint32(c)) * 16777619
	}
	return int(hash % 100_000)
}

// value makes up a value of the kind of the template's. What is missing stays missing;
// years, dates and enumerations are spread as they are there.
func (w *words) value(property *catalog.Property, template any, random *rand.Rand) any {
	switch v := template.(type) {
	case string:
		if property.Kind != catalog.String {
			return v
		}
		if shared, ok := w.shared[property][v]; ok {
			return shared
		}
		return text(v, random)
	case []string:
		made := make([]string, len(v))
		for i := range v {
			made[i] = text(v[i], random)
		}
		return made
	case float64:
		return float64(int(v*(50+100*random.Float64()))) / 100
	case int64:
		if property.Kind == catalog.Long {
			return int64(float64(v) * (0.5 + random.Float64()))
		}
	}
	return template
}

// text is made up, in the template's script and about as long. It begins with a word of
// its own, so that its place among others is not that of its node.
func text(template string, random *rand.Rand) string {
	if strings.HasPrefix(template, "http") {
		return "https://synthetic.example/" + strconv.FormatUint(random.Uint64(), 36)
	}
	length := utf8.RuneCountInString(template)
	var made strings.Builder
	if strings.ContainsFunc(template, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		for range max(3, length-2) {
			made.WriteRune(han[random.IntN(len(han))])
		}
		made.WriteString("合成")
		return made.String()
	}
	for made.Len() < max(6, length-len(" synthetic")) {
		if made.Len() > 0 {
			made.WriteByte(' ')
		}
		for range 2 + random.IntN(3) {
			made.WriteString(syllables[random.IntN(len(syllables))])
		}
	}
	return made.String() + " synthetic"
}

var (
	han       = []rune("一二三四五六七八九十百千万甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
	syllables = strings.Fields("ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu")
)
