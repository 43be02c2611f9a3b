// Result files: complete, or not there.

import Domain

enum OutputFile {
    /// Writes `document` in pretty form, replacing what was there.
    static func write(
        _ document: JSONValue, to file: String, sortingKeys: Bool = false, endsWithNewline: Bool = false
    ) throws(OutputError) {
        var buffer = ByteBuffer(capacity: 1 << 16)
        buffer.appendPretty(document, sortingKeys: sortingKeys)
        if endsWithNewline { buffer.append(UInt8(ascii: "\n")) }
        do throws(FileError) {
            try FileWriter.replace(file, with: buffer.bytes)
        } catch {
            throw OutputError(file: file, reason: error)
        }
    }
}

/// An output file could not be written.
struct OutputError: Error, CustomStringConvertible {
    let file: String
    let reason: FileError
    var description: String {
        "\(file): cannot be written: \(reason). Check the directory's permissions and free space; nothing was left behind."
    }
}
