import Foundation

// Usage: phrase-embedder OUTPUT.swift FILE.yaml ...
// Writes a Swift file that holds the text of each phrase file under its name.

var code = "extension PhraseFile {\n  /// Every phrase file of the folder, by name.\n  public static let all: [PhraseFile] = [\n"
for path in CommandLine.arguments.dropFirst(2) {
  let url = URL(filePath: path)
  let text = try String(contentsOf: url, encoding: .utf8)
  guard !text.contains("\"\"\"####") else {
    FileHandle.standardError.write(Data("\(path): the text \"\"\"#### can not be in a phrase file\n".utf8))
    exit(1)
  }
  code += "    PhraseFile(\n      name: \"\(url.lastPathComponent)\",\n      text: ####\"\"\"\n\(text)\n\"\"\"####),\n"
}
code += "  ]\n}\n"
guard CommandLine.arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: phrase-embedder OUTPUT.swift FILE.yaml ...\n".utf8))
  exit(2)
}
try code.write(to: URL(filePath: CommandLine.arguments[1]), atomically: true, encoding: .utf8)
