/// How badly people say what they want.
///
/// Nobody's profile says all that is true of them: topics are left out, written in another language, in words of one's own that no list
/// knows, with slips of the pen, and beside them stands what is not meant so. Ranking sees the profile; the truth stays hidden.
package struct MatchNoise: Sendable {
  /// The share of what somebody offers or looks for that gets a tag at all.
  package var told = 0.75
  /// Of the tags, those that are the title of a topic, as a list on a form would have it ...
  package var titles = 0.4
  /// ... and those that are words of one's own, which no list of topics knows. The rest are synonyms, some in another language.
  package var ownWords = 0.2
  /// Tags with a letter missing.
  package var slips = 0.05
  /// The mean number of tags on each side that mean nothing.
  package var strays = 0.5
  /// Who ticks topics on the list, the share of their true topics that they tick, and how often one that is none of theirs.
  package var ticks = 0.6
  package var ticked = 0.6
  package var misticked = 0.3
  /// Who writes a few sentences, and the share of their true topics that come up in them.
  package var writes = 0.7
  package var mentioned = 0.6
  /// Who says how much they need or give.
  package var tellsMoney = 0.8
  /// How much chance there is in whether two get on: the deviation of a factor (log-normal) that no profile shows.
  package var chemistry = 0.3

  package init() {}

  /// As on a form that offers nothing but a list of topics: every tag is a title.
  package static var listed: MatchNoise {
    var noise = MatchNoise()
    (noise.titles, noise.ownWords, noise.slips) = (1, 0, 0)
    return noise
  }
}
