/// Elements in order, none twice. Entering and leaving cost as much as finding the place, also where there are many: they lie on
/// pages, and only one page is moved.
///
/// Two lists with the same elements are equal, whatever their pages.
public struct OrderedList<Element: Comparable & Hashable & Sendable>: Sendable {
  /// None is empty.
  private var pages: [[Element]] = []

  /// A page that is longer becomes two; two neighbours that are shorter than a quarter of it become one.
  private static var longest: Int { 256 }

  public init() {}

  /// - Parameter elements: in any order.
  public init(_ elements: some Sequence<Element>) {
    let sorted = elements.sorted()
    var page: [Element] = []
    for element in sorted where page.last != element {
      if page.count == Self.longest / 2 {
        pages.append(page)
        page = []
        if pages.last?.last == element { continue }
      }
      page.append(element)
    }
    if !page.isEmpty { pages.append(page) }
  }

  public var first: Element? { pages.first?.first }
  public var isEmpty: Bool { pages.isEmpty }
  public var count: Int { pages.reduce(0) { $0 + $1.count } }

  /// The elements in front for which something holds.
  public func prefix(while holds: (Element) -> Bool) -> [Element] {
    var found: [Element] = []
    for page in pages {
      for element in page {
        guard holds(element) else { return found }
        found.append(element)
      }
    }
    return found
  }

  /// Puts an element where it belongs; nothing where it is there already.
  public mutating func insertInOrder(_ element: Element) {
    guard !pages.isEmpty else { return pages.append([element]) }
    let number = Swift.min(page(of: element), pages.count - 1)
    pages[number].insertInOrder(element)
    guard pages[number].count > Self.longest else { return }
    let half = Array(pages[number][(Self.longest / 2)...])
    pages[number].removeLast(half.count)
    pages.insert(half, at: number + 1)
  }

  /// Takes an element out, where it is there.
  public mutating func removeInOrder(_ element: Element) {
    let number = page(of: element)
    guard number < pages.count else { return }
    pages[number].removeInOrder(element)
    if pages[number].isEmpty {
      pages.remove(at: number)
    } else if number + 1 < pages.count, pages[number].count < Self.longest / 4, pages[number + 1].count < Self.longest / 4 {
      let next = pages.remove(at: number + 1)
      pages[number] += next
    }
  }

  /// The first page whose last element is not below the given one; their number where there is none.
  private func page(of element: Element) -> Int {
    var low = 0
    var high = pages.count
    while low < high {
      let middle = low + (high - low) / 2
      if let last = pages[middle].last, last < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension OrderedList: Sequence {
  public func makeIterator() -> FlattenSequence<[[Element]]>.Iterator { pages.joined().makeIterator() }
}

extension OrderedList: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }
  public func hash(into hasher: inout Hasher) { for element in self { hasher.combine(element) } }
}
