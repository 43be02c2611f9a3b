// The journals of a campaign's runs as files: removed after a run that went well, kept after one that did not.

import Domain
import Glibc

enum JournalFiles {
    static func remove(_ directory: String) {
        for name in (try? DirectoryListing.names(directory)) ?? [] { unlink("\(directory)/\(name)") }
        rmdir(directory)
    }

    /// Copies the segments in `directory` into another one, which is made.
    static func copy(_ directory: String, to target: String) throws {
        guard mkdir(target, 0o755) == 0 else { throw FileError(code: errno) }
        for name in try DirectoryListing.names(directory) where name.hasSuffix(".seg") {
            let source = open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC)
            guard source >= 0 else { throw FileError(code: errno) }
            defer { close(source) }
            let bytes = try FileWriter.readAll(from: source)
            try bytes.withUnsafeBufferPointer { bytes throws(FileError) in
                try FileWriter.replace("\(target)/\(name)", with: bytes)
            }
        }
    }
}
