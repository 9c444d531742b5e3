package text

import (
	"math"
	"strconv"
)

// AppendFloat writes the shortest JSON number that reads back as the same value, in the
// form that JavaScript writes.
func AppendFloat(buffer []byte, v float64) []byte {
	if size := math.Abs(v); size == 0 || size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(buffer, v, 'f', -1, 64)
	}
	buffer = strconv.AppendFloat(buffer, v, 'e', -1, 64)
	if n := len(buffer); buffer[n-3] == '-' && buffer[n-2] == '0' {
		buffer = append(buffer[:n-2], buffer[n-1]) // e-07 is e-7 there
	}
	return buffer
}

const hexadecimal = "0123456789ABCDEF"

// AppendString writes a JSON string as gqlgen does: only what JSON demands is escaped, so
// that Chinese text stays readable.
func AppendString(buffer []byte, s string) []byte {
	buffer = append(buffer, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		buffer = append(buffer, s[start:i]...)
		switch c {
		case '"', '\\':
			buffer = append(buffer, '\\', c)
		case '\n':
			buffer = append(buffer, '\\', 'n')
		case '\r':
			buffer = append(buffer, '\\', 'r')
		case '\t':
			buffer = append(buffer, '\\', 't')
		default:
			buffer = append(buffer, '\\', 'u', '0', '0', hexadecimal[c>>4], hexadecimal[c&15])
		}
		start = i + 1
	}
	buffer = append(buffer, s[start:]...)
	return append(buffer, '"')
}
