/// Replica exchange: copies of the search at several temperatures, which change places now and then. It needs no plan of how long it may take, and
/// gets out of the holes in which one search that grows cold stays.
final class Tempering<Mask: SlotMask> {
  let replicas: [Annealing<Mask>]
  private let temperatures: [Float]
  /// Which replica stands at each temperature.
  private var order: [Int]
  private var randomness: Randomness
  private(set) var swaps = 0
  private var isOdd = false

  init(_ model: Model<Mask>, replicas count: Int, hottest: Float, coldest: Float, seed: UInt64, from start: Annealing<Mask>) {
    replicas = (0..<count).map { number in
      let state = State(model)
      state.copySlots(from: start.state)
      return Annealing(state, seed: seed &* 1_000_003 &+ UInt64(number))
    }
    let (hot, cold) = (Logarithm.of(hottest), Logarithm.of(coldest))
    temperatures = (0..<count).map { Logarithm.inverse(cold + (hot - cold) * Float($0) / Float(max(1, count - 1))) * Float(Weights.aBreak) }
    order = Array(0..<count)
    randomness = Randomness(seed: seed ^ 0x5eed)
  }

  func round(steps: Int) {
    for (place, replica) in order.enumerated() { replicas[replica].run(steps, temperature: temperatures[place]) }
    var place = isOdd ? 1 : 0
    isOdd.toggle()
    while place + 1 < order.count {
      let (cold, hot) = (replicas[order[place]], replicas[order[place + 1]])
      // Accepted with probability min(1, exp((1/Tcold - 1/Thot) (Ecold - Ehot))).
      let gain = (1 / temperatures[place] - 1 / temperatures[place + 1]) * Float(cold.energy - hot.energy)
      let luck = Logarithm.of((Float(randomness.next() >> 40) + 0.5) / Float(1 << 24))
      if gain >= luck {
        order.swapAt(place, place + 1)
        swaps += 1
      }
      place += 2
    }
  }

  var bestReplica: Annealing<Mask> { replicas.min { $0.best < $1.best } ?? replicas[0] }
  var best: Standing { bestReplica.best }
}

extension State {
  /// Takes over where another state has its meetings. This one must be empty.
  func copySlots(from other: State) {
    for meeting in 0..<model.meetings where other.slotOf[meeting] >= 0 {
      for index in model.first[meeting]..<model.first[meeting + 1] { members[Int(index)] = other.members[Int(index)] }
      insert(meeting, Int(other.slotOf[meeting]))
    }
  }
}
