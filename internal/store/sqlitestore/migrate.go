package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"innograph/internal/fault"
	"innograph/internal/sqlite"
)

// application marks a file as one of Innograph: "Inno" in ASCII.
const application = 0x496E6E6F

// format is the version of the way in which the graph is stored. A change that adds
// tables, columns or indexes does not touch it; any other raises it.
const format = 1

// migrate makes the tables, or brings those of an earlier model up to date, in one
// transaction.
func (s *Store) migrate(ctx context.Context, path string) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.unusable(path, err)
	}
	defer func() { _ = tx.Rollback() }() // without effect once committed
	m := &migration{Store: s, tx: tx, path: path}
	known, err := m.recognise(ctx)
	if err != nil || known {
		return err
	}
	if err := m.tables(ctx); err != nil {
		return err
	}
	if err := m.indexes(ctx); err != nil {
		return err
	}
	if err := m.sign(ctx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.unusable(path, err)
	}
	s.logger.DebugContext(ctx, "sqlite database brought up to the model", "path", path)
	return nil
}

type migration struct {
	*Store
	tx   *sql.Tx
	path string
}

func (m *migration) exec(ctx context.Context, text string, args ...any) error {
	m.other()
	if _, err := m.tx.ExecContext(ctx, text, args...); err != nil {
		return m.unusable(m.path, err)
	}
	return nil
}

func (m *migration) scan(ctx context.Context, into any, text string, args ...any) error {
	m.other()
	if err := m.tx.QueryRowContext(ctx, text, args...).Scan(into); err != nil {
		return m.unusable(m.path, err)
	}
	return nil
}

// recognise tells whether the database is as this program would have it. It refuses
// what is not Innograph's, or from a later program.
func (m *migration) recognise(ctx context.Context) (bool, error) {
	var objects, id, version int
	for text, into := range map[string]*int{
		"SELECT count(*) FROM sqlite_schema": &objects,
		"PRAGMA application_id":              &id,
		"PRAGMA user_version":                &version,
	} {
		if err := m.scan(ctx, into, text); err != nil {
			return false, err
		}
	}
	switch {
	case objects == 0 && id == 0 && version == 0:
		return false, nil // new
	case id != application:
		return false, foreign(m.path)
	case version > format:
		return false, fault.New(fault.StoreUnavailable,
			"%s was written by a newer Innograph (format %d; this program knows formats up to %d). Use that program, or choose another file.", m.path, version, format)
	}
	var fingerprint string
	if err := m.scan(ctx, &fingerprint, "SELECT value FROM meta WHERE key = 'schema'"); err != nil {
		return false, err
	}
	return fingerprint == m.schema.Fingerprint(), nil
}

// tables makes tables and columns that are not there yet.
func (m *migration) tables(ctx context.Context) error {
	for _, table := range m.schema.Tables {
		found, err := m.columns(ctx, table.Name)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			if err := m.exec(ctx, table.Create()); err != nil {
				return err
			}
			continue
		}
		if err := m.compare(ctx, table, found); err != nil {
			return err
		}
	}
	return m.unknownTables(ctx)
}

// compare adds the columns that a table lacks. What cannot be mended is refused: columns
// of a model that knows more, values that would have to be of another kind, and
// case-folded forms that were not kept when the values were written.
func (m *migration) compare(ctx context.Context, table sqlite.Table, found map[string]string) error {
	for _, column := range table.Columns {
		kind, there := found[column.Name]
		delete(found, column.Name)
		base, folded := strings.CutSuffix(column.Name, "_fold")
		switch {
		case there && kind != column.Type:
			return m.changed(table.Name, column.Name)
		case there:
		case folded && found[base] != "":
			return m.changed(table.Name, base)
		default:
			if err := m.exec(ctx, table.Add(column)); err != nil {
				return err
			}
		}
	}
	for name := range found {
		return m.newer(table.Name + "." + name)
	}
	return nil
}

// columns gives the table's columns with their types; none where there is no table.
func (m *migration) columns(ctx context.Context, table string) (map[string]string, error) {
	return m.pairs(ctx, "SELECT name, type FROM pragma_table_info(?)", table)
}

func (m *migration) unknownTables(ctx context.Context) error {
	found, err := m.pairs(ctx, "SELECT name, type FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
	if err != nil {
		return err
	}
	for name := range found {
		if !slices.ContainsFunc(m.schema.Tables, func(t sqlite.Table) bool { return t.Name == name }) {
			return m.newer(name)
		}
	}
	return nil
}

func (m *migration) newer(what string) error {
	return fault.New(fault.StoreUnavailable,
		"%s has data that this program's model does not know (%s): it was written with another, probably newer one. Use that program, or choose another file.", m.path, what)
}

func (m *migration) changed(table, column string) error {
	return fault.New(fault.StoreUnavailable,
		"%s keeps %s.%s as another kind of value than the model has now. Move the file away and load the data again.", m.path, table, column)
}

// indexes makes the indexes and the view anew where they are not as they should be.
func (m *migration) indexes(ctx context.Context) error {
	found, err := m.pairs(ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
	if err != nil {
		return err
	}
	var missing []sqlite.Index
	for _, index := range m.schema.Indexes {
		if found[index.Name] != index.Create {
			missing = append(missing, index)
			continue
		}
		delete(found, index.Name)
	}
	for name := range found {
		if err := m.exec(ctx, sqlite.Index{Name: name}.Drop()); err != nil {
			return err
		}
	}
	for _, index := range missing {
		if err := m.exec(ctx, index.Create); err != nil {
			return err
		}
	}
	if err := m.exec(ctx, "DROP VIEW IF EXISTS "+sqlite.DatasetView); err != nil {
		return err
	}
	return m.exec(ctx, m.schema.View)
}

// sign notes whose file it is, and of which model.
func (m *migration) sign(ctx context.Context) error {
	for _, pragma := range []string{fmt.Sprintf("PRAGMA application_id = %d", application), fmt.Sprintf("PRAGMA user_version = %d", format)} {
		if err := m.exec(ctx, pragma); err != nil {
			return err
		}
	}
	return m.exec(ctx, "INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', ?)", m.schema.Fingerprint())
}

func (m *migration) pairs(ctx context.Context, text string, args ...any) (map[string]string, error) {
	m.other()
	rows, err := m.tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, m.unusable(m.path, err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	pairs := map[string]string{}
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return nil, m.unusable(m.path, err)
		}
		pairs[key] = value
	}
	if err := rows.Err(); err != nil {
		return nil, m.unusable(m.path, err)
	}
	return pairs, nil
}
