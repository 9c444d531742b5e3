package sqlitestore

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"innograph/internal/fault"
)

// failure says what went wrong in words for a client; the driver's own are for the log.
func (s *Store) failure(ctx context.Context, cause error) *fault.Error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fault.New(fault.Timeout, "The operation took longer than it may. Ask for less at once: smaller pages, fewer levels, a narrower filter.").Because(cause)
	case ctx.Err() != nil:
		return fault.New(fault.Timeout, "The request was given up before the store had answered.").Because(errors.Join(ctx.Err(), cause))
	}
	if failed, ok := errors.AsType[*sqlite.Error](cause); ok {
		s.renew(failed)
		switch failed.Code() & 0xff {
		case codes.SQLITE_FULL:
			return fault.New(fault.StoreUnavailable, "There is no room left on the database's disk. Make room there, and try again.").Because(cause)
		case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_IOERR, codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY, codes.SQLITE_PERM,
			codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
			return fault.New(fault.StoreUnavailable, "The database cannot be used at the moment. Please try again.").Because(cause)
		}
	}
	return fault.New(fault.Internal, "The database could not answer. The request was sound; please try again, and report it if it happens again.").Because(cause)
}

// renew drops the connections that are not in use where a file proves damaged: what they
// remember of it stays wrong after the file was put back.
func (s *Store) renew(failed *sqlite.Error) {
	switch failed.Code() & 0xff {
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		for _, db := range []*sql.DB{s.readers, s.writer} {
			db.SetMaxIdleConns(0)
			db.SetMaxIdleConns(db.Stats().MaxOpenConnections)
		}
	}
}

// unusable is for whoever starts the server: the database could not even be opened.
func (s *Store) unusable(path string, cause error) *fault.Error {
	if failed, ok := errors.AsType[*sqlite.Error](cause); ok {
		switch failed.Code() & 0xff {
		case codes.SQLITE_NOTADB:
			return foreign(path).Because(cause)
		case codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY, codes.SQLITE_PERM:
			return fault.New(fault.StoreUnavailable, "%s cannot be opened for writing. Does its directory exist, and may this user write there?", path).Because(cause)
		case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
			return fault.New(fault.StoreUnavailable, "%s is locked by another program. Stop that program, or choose another file.", path).Because(cause)
		case codes.SQLITE_FULL:
			return fault.New(fault.StoreUnavailable, "There is no room left on the disk for %s. Make room there, or choose another file.", path).Because(cause)
		case codes.SQLITE_CONSTRAINT:
			return fault.New(fault.StoreUnavailable, "%s has two nodes with a value that the model now has for one alone (@unique). Mend the data with the program that wrote them, or load them again elsewhere; the log says which property it is.", path).Because(cause)
		case codes.SQLITE_CORRUPT:
			return fault.New(fault.StoreUnavailable, "%s is damaged. Restore it from a copy, or move it away and load the data again.", path).Because(cause)
		}
	}
	return fault.New(fault.StoreUnavailable, "%s cannot be opened as a database. The log has the reason.", path).Because(cause)
}

func foreign(path string) *fault.Error {
	return fault.New(fault.StoreUnavailable, "%s is no database of Innograph, and is left as it is. Choose another file.", path)
}
