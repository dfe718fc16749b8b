import ForumCore
import Messaging
import Synchronization

/// Knows whose account a message came from without looking through all links of a forum.
final class LinkBook: Sendable {
  private struct Page {
    /// Links go for good and new ones have higher positions, so the last position and how many there are tell one state from another.
    var last = 0
    var count = 0
    /// By bot and account.
    var delegates: [String: DelegateID] = [:]
  }

  private let pages = Mutex<[ForumID: Page]>([:])

  /// The delegate to whose registration an account is linked.
  func delegate(of message: IncomingMessage, in forum: Forum) -> DelegateID? {
    guard let id = forum.id else { return nil }
    return pages.withLock { pages in
      let links = forum.chatLinks
      let last = links.last?.position ?? 0
      if pages[id]?.last != last || pages[id]?.count != links.count { pages[id] = Self.page(of: links, after: pages[id] ?? Page()) }
      return pages[id]?.delegates[Self.key(message.bot, message.account)]
    }
  }

  /// Forgets all accounts: somebody was erased.
  func forget() { pages.withLock { $0 = [:] } }

  private static func page(of links: [ChatLink], after before: Page) -> Page {
    let firstNew = links.firstIndex { $0.position > before.last } ?? links.endIndex
    // Where some have gone all are read anew.
    let isLonger = firstNew == before.count
    var page = isLonger ? before : Page()
    for link in isLonger ? links[firstNew...] : links[...] {
      guard let account = link.account.value?.account else { continue }
      page.delegates[key(link.bot, account)] = link.delegate
    }
    page.last = links.last?.position ?? 0
    page.count = links.count
    return page
  }

  private static func key(_ bot: String, _ account: String) -> String { "\(bot)\n\(account)" }
}
