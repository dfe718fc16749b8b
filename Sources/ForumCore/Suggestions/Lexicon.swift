/// What the words of people mean: topics, kinds of organisations and countries, by the phrases that name them.
struct Lexicon: Sendable {
  enum Concept: Hashable, Sendable {
    /// A topic's place in the taxonomy.
    case topic(Int)
    case kind(OrganisationKind)
    case country(String)
  }

  private struct Phrase: Sendable {
    var rest: [String]
    var concepts: [Concept]
  }

  static let standard = Lexicon(.standard)

  /// By the stem of the first word; longest first.
  private var phrases: [String: [Phrase]] = [:]

  init(_ taxonomy: Taxonomy) {
    for (place, topic) in taxonomy.topics.enumerated() {
      for word in topic.words.values.joined() + [topic.key] { learn(word, .topic(place)) }
    }
    for (kind, words) in Self.kinds { for word in words.split(separator: ",") { learn(String(word), .kind(kind)) } }
    for line in Self.countries.split(separator: "\n") {
      for word in line.dropFirst(2).split(separator: ",") { learn(String(word), .country(String(line.prefix(2)))) }
    }
    for first in phrases.keys { phrases[first]?.sort { $0.rest.count > $1.rest.count } }
  }

  private mutating func learn(_ text: String, _ concept: Concept) {
    let stems = Words.stems(of: text)
    enter(stems, concept)
    // "Plastics recycling" is also the recycling of plastics.
    if stems.count == 2 { enter(stems.reversed(), concept) }
  }

  private mutating func enter(_ stems: [String], _ concept: Concept) {
    guard let first = stems.first else { return }
    let rest = Array(stems.dropFirst())
    if let known = phrases[first]?.firstIndex(where: { $0.rest == rest }) {
      if phrases[first]?[known].concepts.contains(concept) == false { phrases[first]?[known].concepts.append(concept) }
    } else {
      phrases[first, default: []].append(Phrase(rest: rest, concepts: [concept]))
    }
  }

  /// What a text names, in order; at each place the longest phrase counts.
  func concepts(in stems: [String]) -> [Concept] {
    var found: [Concept] = []
    var place = 0
    while place < stems.count {
      let known = phrases[stems[place]] ?? []
      guard let phrase = known.first(where: { stems[(place + 1)...].starts(with: $0.rest) }) else {
        place += 1
        continue
      }
      found += phrase.concepts
      place += 1 + phrase.rest.count
    }
    return found
  }

  private static let kinds: [(OrganisationKind, String)] = [
    (.cluster, "cluster, clusters, sister clusters, network of enterprises, pôle de compétitivité, distretto, clúster, agrupación, تجمع, عنقود, klusteri"),
    (
      .msme,
      """
      msme, sme, smes, enterprise, enterprises, start-up, startup, startups, company, companies, project developers, pme, entreprise, jeune pousse, \
      impresa, imprese, pmi, empresa, empresas, pyme, شركة, شركات, مؤسسات صغيرة, yritys, yritykset
      """
    ),
    (
      .privateInvestor,
      "investor, investors, business angels, venture capital fund, investisseur, investisseurs, investitore, investitori, inversor, inversores, مستثمر, مستثمرون, sijoittaja, sijoittajat"
    ),
    (
      .publicInvestor,
      "investor, investors, public investor, development bank, bank, banks, lender, lenders, investisseur, banque, banca, investitore, inversor, banco, مستثمر, مستثمرون, بنك, sijoittaja, pankki"
    ),
    (
      .publicAuthority,
      """
      municipality, municipalities, municipal partners, public authority, public partner, ministry, government, commune, municipalité, ministère, collectivité, \
      comune, comuni, ministero, ente pubblico, municipio, ayuntamiento, ministerio, بلدية, وزارة, kunta, ministeriö
      """
    ),
    (.expert, "expert, experts, consultant, consultants, adviser, consulente, consultor, expert-conseil, خبير, خبراء, asiantuntija, konsultti"),
    (
      .researchBody,
      "university, universities, research institute, research body, laboratory, université, laboratoire, università, universidad, laboratorio, جامعة, معهد بحوث, yliopisto"
    ),
  ]

  private static let countries = """
    IT Italy, Italian, Italie, Italia, Italien, إيطاليا
    FR France, French, Francia, Ranska, فرنسا
    ES Spain, Spanish, Espagne, Spagna, España, Espanja, إسبانيا
    EG Egypt, Egyptian, Égypte, Egitto, Egipto, Egypti, مصر
    TN Tunisia, Tunisian, Tunisie, Túnez, تونس
    LB Lebanon, Lebanese, Liban, Libano, Líbano, Libanon, لبنان
    JO Jordan, Jordanian, Jordanie, Giordania, Jordania, الأردن
    MA Morocco, Maroc, Marocco, Marruecos, المغرب
    DZ Algeria, Algérie, Argelia, الجزائر
    LY Libya, Libye, Libia, ليبيا
    PS Palestine, Palestina, فلسطين
    TR Turkey, Türkiye, Turquie, Turchia, Turquía, تركيا
    GR Greece, Grèce, Grecia, Kreikka, اليونان
    CY Cyprus, Chypre, Cipro, Chipre, قبرص
    MT Malta, Malte, مالطا
    PT Portugal, Portogallo, البرتغال
    DE Germany, Allemagne, Germania, Alemania, Saksa, ألمانيا
    FI Finland, Finlande, Finlandia, Suomi, فنلندا
    """
}
