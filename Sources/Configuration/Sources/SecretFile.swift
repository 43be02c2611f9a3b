// A secret in a file of its own, as systemd's LoadCredential and container secrets hand it over.

import Domain

enum SecretFile {
    static let byteCountMax = 4096

    /// The secret in the file at `path`, one line feed at its end left out. The error never shows content.
    static func read(_ path: String) throws(SecretFileError) -> Secret {
        let text = try content(path)
        let secret = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !secret.isEmpty else { throw SecretFileError(reason: "is empty", remedy: "Write the secret into it.") }
        guard secret.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }) else {
            throw SecretFileError(
                reason: "holds more than one line of printable ASCII", remedy: "Write the secret alone, without blanks.")
        }
        return Secret(secret)
    }

    private static func content(_ path: String) throws(SecretFileError) -> String {
        do throws(FileError) {
            let mapped = try MappedFile(path: path)
            if mapped.bytes.count <= byteCountMax { return String(decoding: mapped.bytes, as: UTF8.self) }
        } catch {
            throw SecretFileError(
                reason: "cannot be read: \(error)",
                remedy: error.isNotFound ? "Check the path." : "Let this user, and no other, read the file.")
        }
        throw SecretFileError(
            reason: "is longer than \(byteCountMax) bytes", remedy: "Name the file that holds the secret alone.")
    }
}

struct SecretFileError: Error {
    let reason: String
    let remedy: String
}
