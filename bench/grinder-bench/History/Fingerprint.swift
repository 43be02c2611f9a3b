// What a number belongs to: the machine, how processes are placed on it, the build, the data. Entries of a
// history whose fingerprints differ are not the same experiment.

import CGrinder
import Domain
import Glibc

struct Fingerprint {
    /// How the measured processes are placed and scheduled.
    var placement: String
    /// SHA-256 of the input, 16 digits; empty where a suite makes its own.
    var dataHash: String

    private static let flags: String = {
        #if DEBUG
            let mode = "debug"
        #else
            let mode = "release"
        #endif
        return mode + (isStatic ? " static-stdlib" : " dynamic-stdlib")
    }()

    /// Whether the Swift runtime is a part of this program.
    private static var isStatic: Bool { !ProcText.read("/proc/self/maps").contains("libswiftCore") }

    /// The commit that is checked out here, which is what the program was built from unless somebody forgot to.
    private static let commit: String = {
        guard let pipe = popen("git rev-parse --short=12 HEAD 2>/dev/null && git diff --quiet HEAD 2>/dev/null || echo +changes", "r")
        else { return "unknown" }
        defer { pclose(pipe) }
        var line = [CChar](repeating: 0, count: 128)
        var words: [String] = []
        while fgets(&line, Int32(line.count), pipe) != nil {
            words.append(String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        guard let first = words.first, first != "+changes" else { return "unknown" }
        return words.joined()
    }()

    /// Members of an entry's object.
    var json: String {
        "\(Host.current().json),\"placement\":\(jsonText(placement)),\"flags\":\(jsonText(Self.flags)),"
            + "\"commit\":\(jsonText(Self.commit)),\"data\":\(jsonText(dataHash)),\"load\":\(jsonText(load))"
    }

    /// The load averages now: what else the machine had to do.
    private var load: String {
        ProcText.read("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
    }

    /// The hash of one file.
    private static func hash(_ path: String) throws(FileError) -> String {
        let file = try MappedFile(path: path)
        var hash = SHA256()
        hash.update(file.bytes)
        return hash.finished().short
    }

    /// The hash of a fixture's events.
    static func hash(fixture directory: String) -> String {
        for name in ["events.jsonl", "events.json"] {
            do throws(FileError) { return try hash("\(directory)/\(name)") } catch { continue }
        }
        return ""
    }
}

/// Files of /proc, whose size is unknown until they are read. Empty when there is none.
enum ProcText {
    static func read(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        do throws(FileError) {
            return String(decoding: try FileWriter.readAll(from: descriptor), as: UTF8.self)
        } catch {
            return ""
        }
    }
}
