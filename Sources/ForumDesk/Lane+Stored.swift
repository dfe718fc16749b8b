import Crypto
import Dispatch
import ForumCore
import Journal
import StrictJSON

// How a lane is kept: records, replies, snapshots.

extension Lane {
  /// A kept reply: the positions of what was recorded, or the refusal.
  struct Kept: Codable, Sendable {
    var first: Int?
    var last: Int?
    var refusal: Refusal?

    init(first: Int, last: Int) {
      self.first = first
      self.last = last
    }

    init(refusal: Refusal) {
      self.refusal = refusal
    }
  }

  struct Loaded {
    var machine: M
    var seq: Int
    var at: Instant
    var keys: [String: Instant]
    var snapshot: Int
  }

  /// The state as the store has it: the last sound snapshot and what came after.
  /// - Throws: `DeskError.damaged` where a record can not be read; nothing is passed over in silence.
  static func load(stream: String, journal: any Journal, cipher: any PersonalCipher) throws -> Loaded {
    var loaded = Loaded(machine: M(), seq: 0, at: Instant(milliseconds: .min), keys: [:], snapshot: 0)
    if let snapshot = try sound(journal, stream) {
      var decoder = StrictJSONDecoder()
      decoder.userInfo[.personalCipher] = cipher
      // A snapshot of an older form is no loss: the journal has everything.
      if let machine = try? decoder.decode(M.self, from: snapshot.body) {
        loaded.machine = machine
        loaded.seq = snapshot.seq
        loaded.snapshot = snapshot.seq
        let last = try journal.read(stream, after: snapshot.seq - 1, limit: 1).first
        loaded.at = last.map { Instant(milliseconds: $0.at) } ?? loaded.at
      }
    }
    try journal.replay(stream, after: loaded.seq) { record in
      let at = Instant(milliseconds: record.at)
      loaded.machine.apply(try decode(record, cipher), seq: record.seq, at: at)
      loaded.at = max(loaded.at, at)
      loaded.seq = record.seq
    }
    for reply in try journal.replyKeys(stream: stream, since: .min) { loaded.keys[reply.key] = Instant(milliseconds: reply.at) }
    return loaded
  }

  /// The last snapshot, unless it is damaged: the journal has everything that it says.
  private static func sound(_ journal: any Journal, _ stream: String) throws -> Snapshot? {
    do {
      return try journal.latestSnapshot(stream)
    } catch JournalError.damagedSnapshot {
      return nil
    }
  }

  /// - Throws: `DeskError.damaged`, which names stream and position.
  static func decode(_ record: Record, _ cipher: any PersonalCipher) throws(DeskError) -> M.Change {
    var decoder = StrictJSONDecoder()
    decoder.userInfo[.personalCipher] = cipher
    do {
      return try decoder.decode(M.Change.self, from: record.payload)
    } catch {
      let why = (error as? DecodingError)?.plainDescription ?? "\(error)"
      throw .damaged("\(record.stream), record \(record.seq): \(why)")
    }
  }

  func keep(_ key: RequestKey, _ now: Instant, _ seq: Int, _ kept: Kept) -> StoredReply {
    StoredReply(
      stream: stream, key: key.name, fingerprint: Self.fingerprint(key), seq: seq, at: now.milliseconds,
      body: (try? StrictJSONEncoder().encode(kept)) ?? [])
  }

  static func fingerprint(_ key: RequestKey) -> [UInt8] { Array(SHA256.hash(data: Array(key.fingerprint.utf8)).prefix(16)) }

  /// The reply that this key got before.
  func earlier(_ key: RequestKey) throws -> Outcome {
    guard let stored = try journal.reply(stream: stream, key: key.name) else {
      throw DeskError.unavailable("the first reply to this key is not stored")
    }
    guard stored.fingerprint == Self.fingerprint(key) else { throw Refusal(.keyUsedOtherwise, ["key": .text(key.key)]) }
    let kept = try StrictJSONDecoder().decode(Kept.self, from: stored.body)
    if let refusal = kept.refusal { throw refusal }
    guard let first = kept.first, let last = kept.last else { throw DeskError.damaged("\(stream): the reply to \(key.key) is empty") }
    let records = last >= first ? try journal.read(stream, after: first - 1, limit: last - first + 1) : []
    return Outcome(seq: last, changes: try records.map { try Self.decode($0, cipher) }, repeated: true)
  }

  /// Saves what the machine was at that position, beside the running work, of which it takes one part in twenty at most.
  func save(_ machine: M, at seq: Int) {
    DispatchQueue.global(qos: .utility).async { [self] in
      let start = ContinuousClock.now
      write(machine, at: seq)
      let end = ContinuousClock.now
      state.withLock { $0.snapshotRestsUntil = end + (end - start) * tuning.restsPerSnapshot }
    }
  }

  private func write(_ machine: M, at seq: Int) {
    var encoder = StrictJSONEncoder()
    encoder.userInfo[.personalCipher] = cipher
    guard let body = try? encoder.encode(machine), let record = try? journal.read(stream, after: seq - 1, limit: 1).first else { return }
    try? journal.saveSnapshot(Snapshot(stream: stream, seq: seq, digest: record.digest, body: body))
  }

  // MARK: - Actors on paper

  /// As `Actor` encodes itself, without the detour over an encoder: it is written with every record.
  static func text(of actor: Actor) -> String {
    var object: JSONObject = ["kind": .string(actor.kind.rawValue)]
    if let delegate = actor.delegate { object["delegate"] = .string(delegate.description) }
    if let token = actor.token { object["token"] = .string(token.description) }
    object["channel"] = .string(actor.channel)
    return JSONValue.object(object).text
  }

  static func actor(_ text: String) -> Actor {
    (try? StrictJSONDecoder().decode(Actor.self, from: Array(text.utf8))) ?? Actor(kind: .guest, channel: text)
  }
}
