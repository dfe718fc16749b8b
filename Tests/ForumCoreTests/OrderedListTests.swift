import ForumCore
import Testing

@Suite("Ordered lists")
struct OrderedListTests {
  @Test("They hold what an ordered array without doubles would, whatever comes and goes")
  func likeAnArray() {
    var list = OrderedList<Int>()
    var array: Set<Int> = []
    var seed: UInt64 = 9
    func roll(_ most: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % most
    }
    for step in 0..<40_000 {
      let grows = step % 20_000 < 12_000
      let element = roll(4000)
      if roll(10) < (grows ? 7 : 2) {
        list.insertInOrder(element)
        array.insert(element)
      } else {
        list.removeInOrder(element)
        array.remove(element)
      }
      if step % 997 == 0 {
        let sorted = array.sorted()
        #expect(Array(list) == sorted)
        #expect(list.first == sorted.first)
        #expect(list.count == sorted.count)
        #expect(list.prefix { $0 < 700 } == sorted.filter { $0 < 700 })
        #expect(list == OrderedList(array))
        #expect(list.hashValue == OrderedList(array).hashValue)
      }
    }
    for element in array { list.removeInOrder(element) }
    #expect(list.isEmpty && list.first == nil && list == OrderedList())
  }
}
