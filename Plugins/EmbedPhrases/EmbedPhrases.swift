import Foundation
import PackagePlugin

/// Writes every phrase file of the target into the program, so that a new language is a new file and nothing else.
///
/// SwiftPM's own `.embedInCode` wants each file named and compiles 120 KB in seconds where text takes milliseconds.
@main
struct EmbedPhrases: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let files = try FileManager.default.contentsOfDirectory(at: target.directoryURL, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "PhraseFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) phrase files",
        executable: try context.tool(named: "phrase-embedder").url,
        arguments: [output.path(percentEncoded: false)] + files.map { $0.path(percentEncoded: false) },
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
