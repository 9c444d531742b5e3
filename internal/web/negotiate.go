package web

import (
	"mime"
	"strconv"
	"strings"
)

// The media types of answers.
const (
	mediaResponse = "application/graphql-response+json"
	mediaJSON     = "application/json"
)

// negotiate chooses the media type of the answer by the Accept headers. A client that
// names application/graphql-response+json gets it, unless it prefers the other; one
// that names neither (no header, */*, application/*) gets application/json, which
// every client knows. It is false when the client takes neither.
func negotiate(accept []string) (string, bool) {
	if strings.Join(accept, "") == "" {
		return mediaJSON, true
	}
	ranges := parseRanges(accept)
	response, exact := quality(ranges, mediaResponse)
	json, _ := quality(ranges, mediaJSON)
	switch {
	case response == 0 && json == 0:
		return "", false
	case response > json, response == json && exact:
		return mediaResponse, true
	default:
		return mediaJSON, true
	}
}

// weighted is one element of an Accept or Accept-Encoding header.
type weighted struct {
	value string  // such as application/json, application/*, gzip
	q     float64 // 0 (not acceptable) to 1
}

// parseRanges takes the elements apart. It leaves out what it cannot read, and any
// charset but the one that JSON has.
func parseRanges(headers []string) []weighted {
	var ranges []weighted
	for element := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		value, params, err := mime.ParseMediaType(element)
		if err != nil {
			continue
		}
		if charset, ok := params["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		q := 1.0
		if text, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(text, 64); err != nil || q < 0 || q > 1 {
				continue
			}
		}
		ranges = append(ranges, weighted{value, q})
	}
	return ranges
}

// quality is how much the ranges like a value, 0 for not at all, by the most specific
// range that covers it; exact says that this range names the value itself.
func quality(ranges []weighted, value string) (q float64, exact bool) {
	kind, _, _ := strings.Cut(value, "/")
	for _, pattern := range []string{value, kind + "/*", "*/*", "*"} {
		for _, candidate := range ranges {
			if candidate.value == pattern {
				return candidate.q, pattern == value
			}
		}
	}
	return 0, false
}
