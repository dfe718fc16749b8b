/// Comparison of secrets that takes equally long wherever they differ.
public enum ConstantTime {
  /// Whether both texts are the same. The time taken tells the length of the given text at most.
  public static func equal(_ given: String, _ secret: String) -> Bool {
    let secretBytes = Array(secret.utf8)
    guard !secretBytes.isEmpty else { return false }
    var difference = given.utf8.count ^ secretBytes.count
    for (place, byte) in given.utf8.enumerated() {
      difference |= Int(byte ^ secretBytes[place % secretBytes.count])
    }
    return difference == 0
  }
}
