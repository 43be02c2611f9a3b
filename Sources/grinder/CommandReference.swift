// The table of commands as the page docs/CLI.md.

import Engine

extension Command {
    /// The table as the text of docs/CLI.md.
    static var reference: Command {
        Command(
            name: "reference", summary: "Print the command reference (docs/CLI.md).", isHidden: true,
            run: { _ in
                Console.write(markdown)
                return ExitCode.success
            })
    }

    /// Text that stands in a cell of a Markdown table.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static var markdown: String {
        var text = "# Command reference\n\nWritten by `grinder reference`; a test keeps this page equal to the program.\n"
        for command in all + entryPoints where !command.isHidden {
            text += "\n## \(command.invocation)\n\n\(command.summary)\n\n```\n\(command.usage)\n```\n"
            text += table(command.options)
            for group in command.groups { text += "\nAlso takes the [\(group.title)](#\(anchor(group.title))).\n" }
        }
        return text + paperOptions
    }

    private static func table(_ options: [Option]) -> String {
        guard !options.isEmpty else { return "" }
        let rows = options.map { "| `\(cell($0.title))` | \(cell($0.help)) |\n" }
        return "\n| Option | Meaning |\n|---|---|\n" + rows.joined()
    }

    /// The link target that Markdown makes of a heading.
    private static func anchor(_ title: String) -> String { title.split(separator: " ").joined(separator: "-") }

    private static var paperOptions: String {
        var text = "\n## \(PaperFlags.group.title)\n\n\(PaperFlags.group.explanation)\n" + table(PaperFlags.group.options)
        text += """

            In `engine_options` of a fixture's config.json the same options stand under these names, with `_` for `-`.
            An object replaces the whole configuration; members that it leaves out have these values:
            """
        for option in PaperOption.all {
            guard let members = option.completeValue else { continue }
            text += "\n\n`\(option.flag)`\n\n```json\n\(members.prettyText())\n```"
        }
        return text + "\n"
    }
}
