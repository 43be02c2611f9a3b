// What the kernel says about processes: who is whose child, who lives, what they hold open.

import Foundation

/// A process, told apart from a later one with the same number by its start time.
struct LiveProcess: Hashable {
    let pid: Int32
    let parent: Int32
    let startTime: String
    /// One letter: R, S, D, T, Z, ...
    let state: Character

    /// nil when there is no such process.
    init?(pid: Int32) {
        guard let text = ProcessTable.read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let parent = Int32(fields[1]), let state = fields[0].first else { return nil }
        self.pid = pid
        self.parent = parent
        self.state = state
        startTime = String(fields[19])
    }

    /// Whether it still runs; a zombie does not.
    var isAlive: Bool {
        guard let now = LiveProcess(pid: pid), now.startTime == startTime else { return false }
        return now.state != "Z" && now.state != "X"
    }
}

enum ProcessTable {
    /// The text of a file of /proc; nil when the process is gone.
    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    static func all() -> [LiveProcess] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.compactMap { LiveProcess(pid: $0) }
    }

    /// The workers of a supervisor by role.
    static func workers(of supervisor: Int32) -> [String: LiveProcess] {
        var workers: [String: LiveProcess] = [:]
        for process in all() where process.parent == supervisor {
            let words = (read("/proc/\(process.pid)/cmdline") ?? "").split(separator: "\0")
            if words.count >= 3, words[1] == "worker" { workers[String(words[2])] = process }
        }
        return workers
    }

    /// Whether a signal was sent to a process that has not taken it yet.
    static func isPending(_ signal: Int32, of pid: Int32) -> Bool {
        let line = (read("/proc/\(pid)/status") ?? "").split(separator: "\n").first { $0.hasPrefix("ShdPnd:") }
        let mask = line?.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) } ?? 0
        return mask & (1 << UInt64(signal - 1)) != 0
    }

    /// Everything that a process has open or mapped.
    static func files(of pid: Int32) -> [String] {
        let directory = "/proc/\(pid)/fd"
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let open = descriptors.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/\($0)") }
        let maps = (read("/proc/\(pid)/maps") ?? "").split(separator: "\n")
        return open + maps.compactMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
    }

    /// Files with the program's name in the places where shared memory leaves traces.
    static func traces() -> Set<String> {
        var found: Set<String> = []
        for directory in ["/dev/shm", "/tmp"] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
            where name.lowercased().contains("grinder") {
                var isDirectory: ObjCBool = false
                let path = directory + "/" + name
                // Directories are other tests' own; the program makes none.
                if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
                    found.insert(path)
                }
            }
        }
        return found
    }
}
