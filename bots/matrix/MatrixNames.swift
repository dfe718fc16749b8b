import Foundation

/// The forms that names, tokens and addresses may have; each check returns what it was given or says what is wrong.
enum MatrixNames {
  /// A secret: visible ASCII characters, 32 or more where it is ours to choose, so that it cannot be guessed nor break a header.
  static func token(_ text: String, named name: String, least: Int = 32) throws -> String {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw MatrixConfigurationError("\(name) may hold visible ASCII characters only")
    }
    guard text.utf8.count >= least else {
      throw MatrixConfigurationError("\(name) has \(text.utf8.count) characters; \(least) are the least")
    }
    return text
  }

  /// The part of a user id between `@` and the colon (Matrix specification, appendix "User Identifiers").
  static func localpart(_ text: String) throws -> String {
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789._=-/+".utf8)
    guard !text.isEmpty, text.utf8.count <= 200, text.utf8.allSatisfy(allowed.contains) else {
      throw MatrixConfigurationError("sender_localpart may hold a-z, 0-9 and ._=-/+ only")
    }
    return text
  }

  /// A whole user id; its first part may hold what old homeservers allowed (Matrix specification, "Historical User IDs").
  static func userID(_ text: String) throws -> String {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard
      parts.count == 2, let localpart = parts.first, localpart.count > 1, localpart.hasPrefix("@"), text.utf8.count <= 255,
      localpart.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw MatrixConfigurationError("'\(text)' is not a user id, such as @rialto:example.org") }
    _ = try serverName(String(parts[1]))
    return text
  }

  /// A host name or address with an optional port (Matrix specification, appendix "Server Name").
  static func serverName(_ text: String) throws -> String {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]".utf8)
    guard !text.isEmpty, text.utf8.count <= 230, text.utf8.allSatisfy(allowed.contains) else {
      throw MatrixConfigurationError("'\(text)' is not a server's name, such as example.org")
    }
    return text
  }

  /// An `http` or `https` address without user, query or fragment; a slash at its end is taken off.
  static func address(_ text: String, named name: String) throws -> String {
    guard
      let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", parts.host?.isEmpty == false, parts.user == nil, parts.password == nil,
      parts.query == nil, parts.fragment == nil
    else { throw MatrixConfigurationError("\(name) must look like http://127.0.0.1:8008") }
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    return address
  }
}
