import ForumCore

/// Seals what is personal as it is, and opens nothing of those who were erased: so a journal reads once their keys are destroyed.
struct Shredder: PersonalCipher {
  var erased: Set<PersonID>

  func seal(_ plain: [UInt8], for person: PersonID) -> String? { String(decoding: plain, as: UTF8.self) }
  func open(_ sealed: String, of person: PersonID) -> [UInt8]? { erased.contains(person) ? nil : Array(sealed.utf8) }
}
