// `grinder guard`: what must never be committed. The rules are in RepositoryGuards; the house tests
// hold the project's own files to them.

import Domain
import RepositoryGuards

extension Command {
    static let guardSecrets = Command(
        name: "guard secrets", summary: "Look for secrets in the files below a directory.",
        options: [
            Option(name: "--path", value: "DIR", help: "Where to look (default: here)."),
            Option(name: "--verbose", short: "-v", help: "Also print the number of files."),
        ],
        run: { arguments in
            let files = try FileWalk.files(below: root(arguments)).filter { !SecretGuard.skips($0) }
            let secretGuard = SecretGuard()
            var count = 0
            for path in files {
                let file = try MappedFile(input: path)
                for finding in secretGuard.findings(in: file.bytes) {
                    Console.line("\(path):\(finding.line): \(finding.type): \(finding.shown)")
                    count += 1
                }
            }
            if arguments.flag("--verbose") { Console.line("\(files.count) files looked at") }
            Console.line(count == 0 ? "no secrets found" : "\(count) possible secrets: remove them, and replace those that were real")
            return count == 0 ? ExitCode.success : ExitCode.failure
        })

    static let guardUnicode = Command(
        name: "guard unicode", summary: "Look for characters that hide or reorder text in docs/, as Markdown.",
        options: [
            Option(name: "--path", value: "DIR", help: "The directory with docs/, Sources/ and Tests/ (default: here)."),
            Option(name: "--all", help: "Also every file of Sources/ and Tests/."),
            Option(name: "--strict", help: "Also fail on suspicious and on invisible characters, ASCII control characters included."),
        ],
        run: { arguments in
            let isStrict = arguments.flag("--strict")
            var found: [(place: String, finding: UnicodeGuard.Finding)] = []
            for path in try unicodeFiles(root(arguments), all: arguments.flag("--all")) {
                let file = try MappedFile(input: path)
                found += UnicodeGuard.findings(in: file.bytes).map { ("\(path):\($0.line)", $0) }
            }
            for kind in UnicodeGuard.Kind.allCases where isStrict || kind != .invisible {
                let ofKind = found.filter { $0.finding.kind == kind }
                let verdict = UnicodeGuard.fails(kind, strict: isStrict) ? "refused" : kind == .boxDrawing ? "allowed" : "reported"
                Console.line("\(kind.rawValue) (\(verdict)): \(ofKind.count)")
                for (place, finding) in ofKind { Console.line("  \(place): \(finding.name)") }
            }
            let isClean = !found.contains { UnicodeGuard.fails($0.finding.kind, strict: isStrict) }
            Console.line(isClean ? "PASS" : "FAIL: write these characters as escapes, or remove them")
            return isClean ? ExitCode.success : ExitCode.failure
        })

    private static func root(_ arguments: Arguments) -> String {
        let path = arguments.value("--path") ?? "."
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private static func unicodeFiles(_ root: String, all: Bool) throws -> [String] {
        let documents = try FileWalk.files(below: "\(root)/docs").filter { $0.hasSuffix(".md") }
        guard all else { return documents }
        return try documents + FileWalk.files(below: "\(root)/Sources") + FileWalk.files(below: "\(root)/Tests")
    }
}
