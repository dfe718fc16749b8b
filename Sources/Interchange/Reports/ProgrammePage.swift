import ForumCore

/// A programme's report as a page of its own, to be read on a screen or printed: no script, nothing fetched from elsewhere. Every chart
/// is a row of bars in a table that says the same in numbers.
/// - Parameter at: when it was made.
public func writeProgrammePage(_ report: ProgrammeReport, at: Instant) -> [UInt8] {
  Array(ProgrammePage(report: report, at: at).text.utf8)
}

struct ProgrammePage {
  let report: ProgrammeReport
  let at: Instant

  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(HTML.escaped(report.programme.title)): programme report</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <header>
    <p class="kicker">Programme report</p>
    <h1>\(HTML.name(report.programme.title))</h1>
    <p>\(HTML.escaped(standing))</p>
    </header>
    <main>
    \(summary)
    \(forums)
    <h2 class="part">The indicators one by one</h2>
    \(report.figures.filter { $0.value > 0 || $0.target != nil }.map(section).joined(separator: "\n"))
    \(howCounted)
    <h2 class="part annex">Annex: the list behind each number</h2>
    <p>References say where each entry is found: the forum (F1 is the first in the list of forums above), and in it a delegate (D), an
    organisation (O), a meeting (M), an alliance (A) with the number of a commitment, or a session. Persons are not named.</p>
    \(report.figures.filter { !$0.items.isEmpty }.map(list).joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  private var standing: String {
    let day = ForumZone.utc.wall(at).date
    let forums = report.forums.count == 1 ? "1 forum" : "\(report.forums.count) forums"
    return "As of \(day), counted from the records of \(forums). Nothing in it was typed in."
  }

  // MARK: - Sections

  private var summary: String {
    let rows = report.figures.map { figure in
      let target = figure.target.map(ReportWords.number) ?? "–"
      let share = figure.target.map { $0 == 0 ? "–" : "\(Self.percent(figure.value, of: $0)) %" } ?? "–"
      let reached = ReportWords.number(figure.value) + Self.below(figure.amounts)
      let bar = figure.target.map { HTML.bar(figure.value, of: $0, isGoal: true) } ?? ""
      return "<tr><th scope=\"row\">\(HTML.escaped(figure.indicator.title))</th><td class=\"n\">\(reached)</td><td class=\"n\">\(target)</td>"
        + "<td class=\"n\">\(share)</td><td class=\"bar\" aria-hidden=\"true\">\(bar)</td></tr>"
    }
    let countries = report.programme.countries.map(Countries.name)
    let scope =
      countries.isEmpty
      ? "All countries count." : "What counts is of \(countries.joined(separator: ", ")); what is of other countries only is told apart, below."
    return """
      <section>
      <h2>What was reached</h2>
      <table class="summary">
      <caption>Indicators against targets. \(HTML.escaped(scope))</caption>
      <thead><tr><th scope="col">Indicator</th><th scope="col" class="n">Reached</th><th scope="col" class="n">Target</th><th scope="col" class="n">Share</th>
      <th scope="col" aria-hidden="true"></th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </section>
      """
  }

  private var forums: String {
    let rows = report.forums.enumerated().map { number, forum in
      "<tr><td>F\(number + 1)</td><th scope=\"row\">\(HTML.name(forum.title))<br><small>\(forum.forum)</small></th><td>\(ReportWords.forum(forum.kind))</td>"
        + "<td>\(HTML.name(forum.place)), \(HTML.escaped(Countries.name(forum.country)))</td><td class=\"days\">\(forum.firstDay)<br>to \(forum.lastDay)</td>"
        + "<td>\(ReportWords.phase(forum.phase))</td><td class=\"n\">\(ReportWords.number(forum.seq))</td></tr>"
    }
    return """
      <section class="keep">
      <h2>The forums</h2>
      <table>
      <caption>The forums that were counted, and the position in each one's journal up to which they were.</caption>
      <thead><tr><th scope="col">No.</th><th scope="col">Forum</th><th scope="col">Kind</th><th scope="col">Place</th><th scope="col">Days</th><th scope="col">State</th>
      <th scope="col" class="n">Position</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </section>
      """
  }

  private func section(_ figure: ProgrammeReport.Figure) -> String {
    let goal = figure.target.map { " <small>of \(ReportWords.number($0))</small>" } ?? ""
    let money = figure.amounts.map { $0.isEmpty ? "" : "<p class=\"money\">\(HTML.escaped(ReportWords.money($0)))</p>" } ?? ""
    let elsewhere =
      figure.elsewhere == 0
      ? "" : "<p class=\"elsewhere\">\(ReportWords.number(figure.elsewhere)) more of other countries only, which do not count.</p>"
    return """
      <section class="indicator">
      <h3>\(HTML.escaped(figure.indicator.title)): \(ReportWords.number(figure.value))\(goal)</h3>
      <p class="meaning">\(HTML.escaped(figure.indicator.meaning))</p>
      \(money)\(elsewhere)
      <div class="parts">
      \(table(figure, "By country", "Country", figure.byCountry) { Countries.name($0) })
      \(table(figure, "By kind of organisation", "Kind", figure.byKind) { ReportWords.kind($0) })
      \(table(figure, "By forum", "Forum", figure.byForum) { report.title(of: $0) })
      </div>
      </section>
      """
  }

  private func table(
    _ figure: ProgrammeReport.Figure, _ caption: String, _ head: String, _ parts: [ProgrammeReport.Part], _ name: (String) -> String
  ) -> String {
    guard figure.value > 0, !parts.isEmpty else { return "" }
    let most = parts.map(\.value).max() ?? 0
    let rows = parts.map { part in
      let money = Self.below(part.amounts)
      return "<tr><th scope=\"row\">\(HTML.name(name(part.key)))\(money)</th><td class=\"n\">\(ReportWords.number(part.value))</td>"
        + "<td class=\"bar\" aria-hidden=\"true\">\(HTML.bar(part.value, of: most))</td></tr>"
    }
    return """
      <table class="chart">
      <caption>\(caption)</caption>
      <thead><tr><th scope="col">\(head)</th><th scope="col" class="n">Number</th><th scope="col" aria-hidden="true"></th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }

  private func list(_ figure: ProgrammeReport.Figure) -> String {
    let hasDay = figure.items.contains { $0.signedOn != nil }
    let hasAmount = figure.items.contains { $0.amount != nil }
    let rows = figure.items.enumerated().map { number, item in
      "<tr><td class=\"n\">\(number + 1)</td><th scope=\"row\">\(HTML.name(item.name.isEmpty ? "–" : item.name))</th>"
        + (hasAmount ? "<td class=\"n\">\(HTML.escaped(item.amount.map { ReportWords.money([$0]) } ?? ""))</td>" : "")
        + (hasDay ? "<td>\(item.signedOn.map { "\($0)" } ?? "not signed")</td>" : "")
        + "<td>\(HTML.escaped(item.countries.joined(separator: ", ")))</td><td class=\"where\">\(HTML.escaped(places(item)))</td></tr>"
    }
    return """
      <section class="list">
      <table>
      <caption>\(HTML.escaped(figure.indicator.title)): \(ReportWords.number(figure.value))</caption>
      <thead><tr><th scope="col" class="n">No.</th><th scope="col">What</th>\(hasAmount ? "<th scope=\"col\" class=\"n\">Amount</th>" : "")\
      \(hasDay ? "<th scope=\"col\">Signed on</th>" : "")<th scope="col">Countries</th><th scope="col">References</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </section>
      """
  }

  private var howCounted: String {
    """
    <section>
    <h2 class="part">How it is counted</h2>
    <ul>
    <li>A delegate of two forums is one person where the person's key or the e-mail address is the same.</li>
    <li>An organisation of two forums is one where name and country are the same.</li>
    <li>A person or an organisation belongs to the organisation's country, a meeting to those of its sides, an alliance to those of its members.</li>
    <li>What belongs to several countries, kinds or forums stands under each of them, so the parts may add up to more than the whole.</li>
    <li>Who was erased at their own wish is still counted, by reference.</li>
    </ul>
    </section>
    """
  }

  /// The references of each forum together: `F2: O-3, D-7`.
  private func places(_ item: ProgrammeReport.Item) -> String {
    let split = item.references.map { $0.split(separator: "/", maxSplits: 1).map(String.init) }
    var byForum: [(forum: String, references: [String])] = []
    for parts in split {
      guard let forum = parts.first else { continue }
      if byForum.last?.forum == forum {
        byForum[byForum.count - 1].references += parts.dropFirst()
      } else {
        byForum.append((forum, Array(parts.dropFirst())))
      }
    }
    return byForum.map { forum, references in
      let number = report.forums.firstIndex { $0.forum.value == forum }.map { "F\($0 + 1)" } ?? forum
      return references.isEmpty ? number : "\(number): \(references.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// Sums in small print under a number.
  private static func below(_ amounts: [Money]?) -> String {
    guard let amounts, !amounts.isEmpty else { return "" }
    return amounts.map { "<br><small>\(HTML.escaped(ReportWords.money([$0])))</small>" }.joined()
  }

  private static func percent(_ value: Int, of target: Int) -> Int {
    let (product, overflows) = value.multipliedReportingOverflow(by: 100)
    return overflows || target <= 0 ? 0 : product / target
  }

  private static let style = """
    :root { color-scheme: light; }
    body { font: 15px/1.45 "Noto Sans", "DejaVu Sans", "Segoe UI", Arial, sans-serif; color: #1c2a24; background: #fff; margin: 0 auto; max-width: 62rem; padding: 2rem 1.5rem 4rem; }
    header { border-bottom: 4px solid #1b6e53; margin-bottom: 1.5rem; }
    .kicker { text-transform: uppercase; letter-spacing: .08em; color: #1b6e53; font-weight: 600; margin: 0; }
    h1 { font-size: 2.2rem; margin: .1rem 0 .3rem; }
    h2 { font-size: 1.35rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1.1rem; margin: 1.6rem 0 .2rem; }
    h3 small, td small, th small { font-weight: 400; color: #46564f; }
    p { margin: .3rem 0; }
    .meaning { color: #46564f; max-width: 48rem; }
    .money { font-weight: 600; }
    .elsewhere { font-style: italic; color: #46564f; }
    table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
    caption { text-align: left; font-weight: 600; padding: .3rem 0; }
    .summary caption { font-weight: 400; color: #46564f; }
    th, td { text-align: left; vertical-align: top; padding: .28rem .6rem .28rem 0; border-bottom: 1px solid #d7dfda; }
    thead th { border-bottom: 2px solid #1b6e53; font-size: .85rem; }
    tbody th { font-weight: 400; }
    .summary tbody th { font-weight: 600; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .bar { width: 34%; vertical-align: middle; padding-right: 0; }
    .bar svg { display: block; width: 100%; height: 12px; }
    .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2rem; align-items: start; }
    .chart { font-size: .9rem; }
    .chart thead th { font-size: .78rem; border-bottom-width: 1px; }
    .list table { font-size: .82rem; }
    .where { overflow-wrap: anywhere; }
    .days { white-space: nowrap; }
    @page { size: A4; margin: 16mm 14mm; }
    @media print {
      body { font-size: 9pt; max-width: none; padding: 0; }
      h2, h3, caption { break-after: avoid; }
      tr, .indicator, .keep { break-inside: avoid; }
      thead { display: table-header-group; }
      .annex { break-before: page; }
      h3 { margin-top: 1rem; }
      .parts { grid-template-columns: 1fr 1fr 1.25fr; gap: 0 1.2rem; }
      .chart { font-size: 7.5pt; }
      .chart .bar { width: 28%; }
      .chart th, .chart td { padding: .08rem .3rem .08rem 0; }
      .bar svg { height: 8px; }
      .list table { font-size: 7pt; }
      .list th, .list td { padding: .06rem .4rem .06rem 0; }
    }
    """
}
