import ArgumentParser

/// The command line: one thin file a subcommand.
@main
struct Rialto: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rialto", abstract: "Runs forums: agendas, registrations and B2B meetings, by chat and by API.", version: "0.1.0",
    subcommands: [
      Serve.self, Demo.self, Chat.self, Import.self, Export.self, ProgrammeCommand.self, Report.self, Token.self, Link.self, Backup.self, Restore.self,
      Verify.self, TimetableCommand.self, Health.self, MatrixRegistrationCommand.self,
    ])
}
