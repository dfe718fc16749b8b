/// Plain memory of a fixed length, without checks in release builds. Whoever made it lets it go.
struct Memory<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: element, count: count)
  }

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(count, 1))
    for (place, element) in elements.enumerated() { (base + place).initialize(to: element) }
  }

  func free() { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  func copy(from other: Memory) { base.update(from: other.base, count: min(count, other.count)) }
}
