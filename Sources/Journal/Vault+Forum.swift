import ForumCore

extension Vault {
  /// The cipher of one forum: each person has a key of their own there, so that they can be erased from it and stay in others.
  public func cipher(of forum: String) -> any PersonalCipher { ForumCipher(vault: self, forum: forum) }

  /// The names of the keys that open what a forum keeps of a person: the forum's own, and the one of the person alone, which was
  /// used before forums had their own.
  public func names(of person: PersonID, in forum: String) -> [PersonID] {
    [person.inForum(forum)] + (has(person) ? [person] : [])
  }
}

private struct ForumCipher: PersonalCipher {
  let vault: Vault
  let forum: String

  func seal(_ plain: [UInt8], for person: PersonID) throws -> String? { try vault.seal(plain, for: person.inForum(forum)) }

  func open(_ sealed: String, of person: PersonID) throws -> [UInt8]? {
    do {
      return try vault.open(sealed, of: person.inForum(forum))
    } catch let error as VaultError {
      guard vault.knows(person) else { throw error }
      return try vault.open(sealed, of: person)
    }
  }
}
