extension Method {
  /// Every method of the API. What is not here does not exist.
  public static let all: [Method] =
    connection + forums + agenda + people + privacy + signups + delegations + places + meetings + timetables + suggestions + alliances + programmes + live
    + tokens
}
