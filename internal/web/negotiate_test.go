package web

import "testing"

func TestNegotiate(t *testing.T) {
	cases := []struct {
		accept []string
		want   string // empty: neither
	}{
		{nil, mediaJSON},
		{[]string{"*/*"}, mediaJSON},
		{[]string{"application/*"}, mediaJSON},
		{[]string{"application/json"}, mediaJSON},
		{[]string{"application/graphql-response+json"}, mediaResponse},
		{[]string{"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8"}, mediaResponse},
		{[]string{"application/json, application/graphql-response+json"}, mediaResponse},
		{[]string{"application/json", "application/graphql-response+json"}, mediaResponse},
		{[]string{"application/graphql-response+json;q=0.5, application/json"}, mediaJSON},
		{[]string{"application/graphql-response+json, */*;q=0.1"}, mediaResponse},
		{[]string{"application/json;q=0, */*"}, mediaResponse},
		{[]string{"application/graphql-response+json;q=0, */*"}, mediaJSON},
		{[]string{"application/*;q=0, */*"}, ""},
		{[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, mediaJSON},
		{[]string{"text/html"}, ""},
		{[]string{"application/json; charset=utf-16"}, ""},
		{[]string{"APPLICATION/JSON"}, mediaJSON},
		{[]string{""}, mediaJSON},
	}
	for _, c := range cases {
		got, ok := negotiate(c.accept)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, want %q", c.accept, got, c.want)
		}
	}
}
