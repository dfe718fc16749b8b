import Chat
import ForumCore
import ForumDesk

/// Codes by which a chat is linked: 8 letters that can be read aloud, of 32 each.
public enum LinkCodes {
  /// A fresh code and the command that notes its digest.
  public static func make(for delegate: DelegateID) -> (code: String, command: IssueLinkCode) {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    let code = String((0..<8).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
    return ("\(code.prefix(4))-\(code.suffix(4))", IssueLinkCode(delegate: delegate, digest: Desk.digest(code)))
  }
}
