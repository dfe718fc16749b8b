/// A flow from people on the left to people on the right, of the most worth: successive shortest paths, all paths of like worth at once (the
/// primal-dual method), so that there are about as many rounds as different priorities.
struct PriorityFlow {
  private struct Arc {
    var to: Int32
    var room: Int32
    var cost: Int32
  }

  private let count: Int
  private var arcs: [Arc] = []
  private var ends: [[Int32]]
  private var source: Int { 2 * count }
  private var sink: Int { 2 * count + 1 }
  /// Who stands for the missing second participant.
  private var nobody: Int { 2 * count + 2 }

  /// - Parameter people: how many meetings each can have.
  init(people: [Int]) {
    count = people.count
    ends = Array(repeating: [], count: 2 * people.count + 3)
    for (person, most) in people.enumerated() {
      join(2 * count, person, most, 0)
      join(count + person, 2 * count + 1, most, 0)
    }
    join(2 * count + 2, 2 * count + 1, Int(Int32.max), 0)
    join(2 * count, 2 * count + 2, Int(Int32.max), 0)
  }

  mutating func add(_ left: Int?, _ right: Int?, _ worth: Int) {
    if left == nil, right == nil { return }
    join(left ?? nobody, right.map { count + $0 } ?? nobody, 1, -worth)
  }

  private mutating func join(_ from: Int, _ to: Int, _ room: Int, _ cost: Int) {
    ends[from].append(Int32(arcs.count))
    arcs.append(Arc(to: Int32(to), room: Int32(room), cost: Int32(cost)))
    ends[to].append(Int32(arcs.count))
    arcs.append(Arc(to: Int32(from), room: 0, cost: Int32(-cost)))
  }

  /// The most worth of at most so many meetings; nil where it was stopped.
  mutating func most(atMost limit: Int, isStopped: () -> Bool) -> Int? {
    var left = limit
    var worth = 0
    var potential = shortest()
    while left > 0, let length = potential[sink], length < 0 {
      if isStopped() { return nil }
      let sent = saturate(potential, atMost: left)
      if sent == 0 { break }
      left -= sent
      worth -= sent * length
      potential = shortest()
    }
    return worth
  }

  /// The least cost from the source to each node (Bellman and Ford, by a queue).
  private func shortest() -> [Int?] {
    var cost = [Int?](repeating: nil, count: ends.count)
    var isQueued = [Bool](repeating: false, count: ends.count)
    cost[source] = 0
    var queue = [source]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      isQueued[node] = false
      guard let here = cost[node] else { continue }
      for end in ends[node] {
        let arc = arcs[Int(end)]
        let new = here + Int(arc.cost)
        guard arc.room > 0, new < cost[Int(arc.to)] ?? .max else { continue }
        cost[Int(arc.to)] = new
        if !isQueued[Int(arc.to)] {
          isQueued[Int(arc.to)] = true
          queue.append(Int(arc.to))
        }
      }
      if next > 1 << 16, next * 2 > queue.count {
        queue.removeFirst(next)
        next = 0
      }
    }
    return cost
  }

  /// Sends as much as goes along shortest paths (Dinic). No path is longer than the number of nodes, and none is walked by recursion.
  private mutating func saturate(_ cost: [Int?], atMost limit: Int) -> Int {
    var sent = 0
    while sent < limit {
      // How many arcs each node is from the source.
      var level = [Int32](repeating: -1, count: ends.count)
      level[source] = 0
      var queue = [source]
      var next = 0
      while next < queue.count {
        let node = queue[next]
        next += 1
        for end in ends[node] where isTight(end, from: node, cost) && level[Int(arcs[Int(end)].to)] < 0 {
          level[Int(arcs[Int(end)].to)] = level[node] + 1
          queue.append(Int(arcs[Int(end)].to))
        }
      }
      if level[sink] < 0 { return sent }
      var tried = [Int](repeating: 0, count: ends.count)
      var path: [Int32] = []
      var node = source
      while sent < limit {
        if node == sink {
          let room = min(path.map { Int(arcs[Int($0)].room) }.min() ?? 0, limit - sent)
          for end in path {
            arcs[Int(end)].room -= Int32(room)
            arcs[Int(end ^ 1)].room += Int32(room)
          }
          sent += room
          path.removeAll(keepingCapacity: true)
          node = source
        } else if tried[node] < ends[node].count {
          let end = ends[node][tried[node]]
          let to = Int(arcs[Int(end)].to)
          if isTight(end, from: node, cost), level[to] == level[node] + 1 {
            path.append(end)
            node = to
          } else {
            tried[node] += 1
          }
        } else if let back = path.popLast() {
          node = Int(arcs[Int(back ^ 1)].to)
          tried[node] += 1
        } else {
          break
        }
      }
    }
    return sent
  }

  private func isTight(_ end: Int32, from node: Int, _ cost: [Int?]) -> Bool {
    let arc = arcs[Int(end)]
    guard arc.room > 0, let here = cost[node], let there = cost[Int(arc.to)] else { return false }
    return here + Int(arc.cost) == there
  }
}
