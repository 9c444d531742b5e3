package answer

import (
	"math/big"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/text"
)

// write gives the exact sum. One that a Long does not hold is null, with an error that
// says so: the rest of the answer stands.
func (s Sum) write(e *encoder, figures, _ []any) outcome {
	sum := exact(figures[s.At])
	switch {
	case sum == nil:
		return missing
	case sum.CmpAbs(big.NewInt(catalog.LargestLong)) > 0:
		e.fail(fault.New(fault.LimitExceeded,
			"The sum of %s is %s, and a Long holds ±%d at most. Ask for avg and count instead, or sum up fewer at a time.", s.Of, sum, int64(catalog.LargestLong)))
		return missing
	}
	e.buffer = sum.Append(e.buffer, 10)
	return written
}

// write gives the Float that is nearest to the exact mean.
func (a Average) write(e *encoder, figures, _ []any) outcome {
	sum := exact(figures[a.Sum])
	if sum == nil {
		return missing
	}
	mean, _ := new(big.Rat).SetFrac(sum, big.NewInt(store.Integer(figures[a.Count]))).Float64()
	e.buffer = text.AppendFloat(e.buffer, mean)
	return written
}

// exact puts the two parts of a sum together; nil where there was nothing to sum up.
func exact(cell any) *big.Int {
	parts := store.List(cell)
	if len(parts) != 2 || parts[0] == nil {
		return nil
	}
	sum := big.NewInt(store.Integer(parts[0]))
	sum.Mul(sum, big.NewInt(plan.Half))
	return sum.Add(sum, big.NewInt(store.Integer(parts[1])))
}
