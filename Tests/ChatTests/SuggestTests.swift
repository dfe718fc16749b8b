import ForumCore
import Testing

@Suite("Suggestions by chat")
struct SuggestTests {
  @Test("Five at most, each with why, and a button that asks them")
  func suggest() async throws {
    let world = try await World()
    let need = Money(amount: 250_000, currency: "EUR")
    _ = try await world.perform(UpdateDelegate(delegate: world.delegate("amira"), speaks: ["fr", "ar"], offers: ["solar pumps"], need: need))
    _ = try await world.perform(UpdateDelegate(delegate: world.delegate("youssef"), speaks: ["ar"], offers: ["drip irrigation"], seeks: ["photovoltaics"]))
    _ = try await world.perform(
      UpdateDelegate(delegate: world.delegate("karim"), ticket: Ticket(smallest: 100_000, largest: 500_000, currency: "EUR")))
    try await play(
      """
      amira>suggest
        Whom you may want to meet at Green Forum Tunis:
        D-3 Youssef Nasser, Nile Pumps (small or medium enterprise, Egypt): offers what you look for (Irrigation); looks for what you offer (Solar energy); speaks Arabic, as you do.
        D-2 Karim Haddad, Atlas Green Fund (private investor, Lebanon): puts 100,000 EUR to 500,000 EUR into a project, and you need 250,000 EUR; private investor and small or medium enterprise have much to gain from each other.
        D-6 Élodie Martin, Rhône Eau (cluster, France): offers what you look for (Water management); cluster and small or medium enterprise have much to gain from each other.
        D-5 Luca Rossi, Blue Invest (public investor, Italy): public investor and small or medium enterprise have much to gain from each other.
        D-4 Lucia Rossi, Po Cluster (cluster, Italy): cluster and small or medium enterprise have much to gain from each other.
        [1 Ask Youssef Nasser] [2 Ask Karim Haddad] [3 Ask Élodie Martin] [4 Ask Luca Rossi] [5 Ask Lucia Rossi]
      amira>1
        Book Youssef Nasser (Nile Pumps) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Youssef Nasser (Nile Pumps), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>suggestions
        Whom you may want to meet at Green Forum Tunis:
        D-4 Lucia Rossi, Po Cluster (cluster, Italy): cluster and private investor have much to gain from each other.
        D-6 Élodie Martin, Rhône Eau (cluster, France): cluster and private investor have much to gain from each other.
        [1 Ask Lucia Rossi] [2 Ask Élodie Martin]
      """, in: world)
  }

  @Test("Where nobody suits, it says where to look; to whom takes no meetings it says so")
  func none() async throws {
    var content = try Sample.forum()
    content.registrations = Array(content.registrations.prefix(1))
    let world = try await World(content)
    try await play(
      """
      amira>suggest
        I have nobody to suggest at the moment. “people” shows who is here.
      """, in: world)
    _ = try await world.perform(UpdateDelegate(delegate: world.delegate("amira"), takesMeetings: false))
    try await play(
      """
      amira>suggest
        Amira Ben Salah does not take meetings. “people” shows who else is here.
      """, in: world)
  }
}
