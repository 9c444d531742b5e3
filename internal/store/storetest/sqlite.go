package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"slices"

	_ "modernc.org/sqlite" // the driver

	"innograph/internal/sqlite"
	"innograph/internal/store"
)

type sqliteDatabase struct{ db *sql.DB }

func openSQLite(ctx context.Context, path string) (Database, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=synchronous(off)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return sqliteDatabase{db}, db.PingContext(ctx)
}

// Lock opens the database in a file and keeps everybody else out, also who reads, until
// it is closed.
func Lock(ctx context.Context, path string) (Database, error) {
	database, err := openSQLite(ctx, path)
	if err != nil {
		return nil, err
	}
	for _, text := range []string{"PRAGMA locking_mode = exclusive", "BEGIN EXCLUSIVE"} {
		if _, err := database.(sqliteDatabase).db.ExecContext(ctx, text); err != nil {
			return nil, errors.Join(err, database.Close())
		}
	}
	return database, nil
}

func (d sqliteDatabase) Close() error { return d.db.Close() }

func (d sqliteDatabase) Digest(ctx context.Context) (Digest, error) {
	tables, err := d.tables(ctx, "")
	if err != nil {
		return Digest{}, err
	}
	var all Digest
	sum := fnv.New64a()
	for _, table := range tables {
		fmt.Fprintln(sum, table)
		if err := d.digest(ctx, table, sum, &all.Rows); err != nil {
			return Digest{}, err
		}
	}
	all.Sum = sum.Sum64()
	return all, nil
}

func (d sqliteDatabase) digest(ctx context.Context, table string, into io.Writer, count *int) (err error) {
	rows, err := d.db.QueryContext(ctx, fmt.Sprintf("SELECT * FROM %q ORDER BY rowid", table))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	fmt.Fprintln(into, columns)
	for rows.Next() {
		pointers := make([]any, len(values))
		for i := range values {
			pointers[i] = &values[i]
		}
		if err := rows.Scan(pointers...); err != nil {
			return err
		}
		fmt.Fprintf(into, "%#v\n", values)
		*count++
	}
	return rows.Err()
}

func (d sqliteDatabase) tables(ctx context.Context, prefix string) (names []string, err error) {
	rows, err := d.db.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, length(?1)) = ?1 ORDER BY name", prefix)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func (d sqliteDatabase) Insert(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	return d.write(ctx, func(tx *sql.Tx) error {
		var last int64
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(n), 0) FROM node").Scan(&last); err != nil {
			return err
		}
		for i := range nodes {
			last++
			if _, err := tx.ExecContext(ctx, sqlite.InsertNodes(nodes[i].Type, 1), sqlite.NodeArguments(last, &nodes[i])...); err != nil {
				return err
			}
		}
		for i := range edges {
			if err := insertEdge(ctx, tx, &edges[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// insertEdge writes an undirected edge both ways, as the store does.
func insertEdge(ctx context.Context, tx *sql.Tx, edge *store.Edge) error {
	var from, to int64
	if err := tx.QueryRowContext(ctx, "SELECT (SELECT n FROM node WHERE id = ?), (SELECT n FROM node WHERE id = ?)", edge.From, edge.To).Scan(&from, &to); err != nil {
		return err
	}
	text := sqlite.InsertEdges(edge.Relation, 1)
	_, err := tx.ExecContext(ctx, text, sqlite.EdgeArguments(from, to, false, edge)...)
	if err == nil && edge.Relation.Undirected && from != to {
		_, err = tx.ExecContext(ctx, text, sqlite.EdgeArguments(to, from, true, edge)...)
	}
	return err
}

func (d sqliteDatabase) Delete(ctx context.Context, ids ...string) error {
	tables, err := d.tables(ctx, "edge_")
	if err != nil {
		return err
	}
	return d.write(ctx, func(tx *sql.Tx) error {
		for id := range slices.Values(ids) {
			for _, table := range tables {
				if _, err := tx.ExecContext(ctx, fmt.Sprintf("WITH gone AS (SELECT n FROM node WHERE id = ?) DELETE FROM %q WHERE src IN gone OR dst IN gone", table), id); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM node WHERE id = ?", id); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d sqliteDatabase) write(ctx context.Context, change func(*sql.Tx) error) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := change(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
