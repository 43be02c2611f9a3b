// A kill switch that somebody tripped outlives the supervisor: it stands in a file beside the journal until somebody
// resets it, and a run that goes on from that journal begins with it. What the supervisor trips itself, to end a run
// that cannot go on, ends with that run: whoever resumes it has decided.

import Domain
import Glibc
import Rings
import Risk
import Workers

struct KillSwitchMemory {
    private let path: String

    init(journal directory: String) { path = "\(directory)/kill-switch" }

    /// The word to begin with; 0: clear. A file that cannot be understood stands for a trip: when in doubt, no new risk.
    func read() -> UInt64 {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return errno == ENOENT ? 0 : KillSwitchWord.error }
        defer { close(file) }
        guard let bytes = try? FileWriter.readAll(from: file) else { return KillSwitchWord.error }
        let name = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
        return KillSwitchReason(rawValue: name).map(KillSwitchWord.word) ?? KillSwitchWord.error
    }

    /// Remembers a change that came from outside.
    func take(_ entry: KillSwitchEntry) throws(FileError) {
        guard entry.change.processID != UInt32(bitPattern: getpid()) else { return }
        if entry.reason == 0 {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError(code: errno) }
            return
        }
        let reason = KillSwitchWord.reason(entry.reason) ?? .error
        try Array("\(reason.rawValue)\n".utf8).withUnsafeBufferPointer { (bytes) throws(FileError) in
            try FileWriter.replace(path, with: bytes)
        }
    }
}
