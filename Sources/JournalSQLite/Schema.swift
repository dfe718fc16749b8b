import GRDB

/// The tables. `STRICT` keeps the kinds of values; what is empty is an empty blob, never NULL.
enum Schema {
  /// Marks the file as ours in SQLite's header ("RIAL").
  static let applicationID: Int32 = 0x5249_414C

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE streams (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;
          CREATE TABLE records (
            stream INTEGER NOT NULL REFERENCES streams(id), seq INTEGER NOT NULL, at INTEGER NOT NULL,
            actor TEXT NOT NULL, payload BLOB NOT NULL, digest BLOB NOT NULL,
            PRIMARY KEY (stream, seq)) STRICT, WITHOUT ROWID;
          CREATE TABLE replies (
            stream TEXT NOT NULL, key TEXT NOT NULL, fingerprint BLOB NOT NULL, seq INTEGER NOT NULL,
            at INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (stream, key)) STRICT, WITHOUT ROWID;
          CREATE INDEX replies_at ON replies (at);
          CREATE TABLE snapshots (
            stream TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL, digest BLOB NOT NULL, checksum BLOB NOT NULL,
            body BLOB NOT NULL) STRICT;
          CREATE TABLE person_keys (person TEXT PRIMARY KEY NOT NULL, key BLOB) STRICT, WITHOUT ROWID;
          CREATE TABLE notes (key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
          """)
    }
    return migrator
  }
}
