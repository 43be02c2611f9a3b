// The words after a command, read by its option table.

import Domain

struct UsageError: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

struct Arguments {
    private var values: [String: String] = [:]
    private var lists: [String: [String]] = [:]
    private(set) var operands: [String] = []

    init(_ words: [String], of command: Command) throws(UsageError) {
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            guard word.hasPrefix("-"), word != "-" else {
                guard command.operands != nil else { throw UsageError("unexpected argument '\(word)'.") }
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let option = command.allOptions.first(where: { $0.name == name || $0.short == name }) else {
                let nearest = NearestName.of(name, among: command.allOptions.lazy.map(\.name))
                throw UsageError("unknown option '\(name)'.\(nearest.map { " Did you mean '\($0)'?" } ?? "")")
            }
            guard values[option.name] == nil else { throw UsageError("option '\(option.name)' is given twice.") }
            guard let valueName = option.value else {
                guard parts.count == 1 else { throw UsageError("option '\(name)' takes no value.") }
                values[option.name] = ""
                continue
            }
            if parts.count == 2 {
                values[option.name] = String(parts[1])
            } else if option.isList {
                let list = words[index...].prefix { !$0.hasPrefix("-") }
                guard let first = list.first else { throw UsageError("option '\(name)' needs values (\(valueName)).") }
                values[option.name] = first
                lists[option.name] = Array(list)
                index += list.count
            } else if option.isValueOptional, index == words.count || words[index].hasPrefix("-") {
                values[option.name] = ""
            } else {
                guard index < words.count else { throw UsageError("option '\(name)' needs a value (\(valueName)).") }
                values[option.name] = words[index]
                index += 1
            }
        }
        for option in command.options where option.isRequired && values[option.name] == nil {
            throw UsageError("option '\(option.name)' is missing.")
        }
    }

    func flag(_ name: String) -> Bool { values[name] != nil }

    func value(_ name: String) -> String? { values[name] }

    /// The values of a list option; nil when it is absent.
    func list(_ name: String) -> [String]? { lists[name] ?? values[name].map { [$0] } }

    /// The value of an option that the table marks as required.
    func required(_ name: String) -> String {
        guard let value = values[name] else { preconditionFailure("\(name) is not required by its command's table") }
        return value
    }

    /// An integer from 0 to `most`; `fallback` when the option is absent.
    func count(_ name: String, or fallback: Int, atMost most: Int) throws(UsageError) -> Int {
        guard let text = values[name] else { return fallback }
        guard let number = Int(text), 0...most ~= number else {
            throw UsageError("option '\(name)' needs a whole number of 0 to \(most), not '\(text)'.")
        }
        return number
    }

    /// An integer of any size and sign; `fallback` when the option is absent.
    func integer(_ name: String, or fallback: Int) throws(UsageError) -> Int {
        guard let text = values[name] else { return fallback }
        guard let number = Int(text) else { throw UsageError("option '\(name)' needs a whole number, not '\(text)'.") }
        return number
    }

    /// One of a few words; `fallback` when the option is absent.
    func choice(_ name: String, of choices: [String], or fallback: String) throws(UsageError) -> String {
        guard let text = values[name] else { return fallback }
        guard choices.contains(text) else {
            throw UsageError("option '\(name)' is one of \(choices.joined(separator: ", ")), not '\(text)'.")
        }
        return text
    }
}
