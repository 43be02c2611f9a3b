// Paper options in the region's options section: the JSON of `engine_options`, all of them, constraints
// included, so that a worker reads no file.

import Domain
import Engine
import Policies

extension PaperOptions {
    /// Writes the options and returns their length in bytes.
    func store(in section: UnsafeMutableRawBufferPointer) throws(ParameterError) -> Int {
        var buffer = ByteBuffer(capacity: 1 << 13)
        buffer.appendCompact(.object(withConstraintsAtHand.document))
        guard buffer.count <= section.count else {
            throw ParameterError("symbol_constraints", "with the other options take more than \(section.count) bytes")
        }
        section.copyMemory(from: UnsafeRawBufferPointer(buffer.bytes))
        return buffer.count
    }

    /// The options that `store` wrote.
    init(stored bytes: UnsafeRawBufferPointer) throws(ParameterError) {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONParser.parse(Array(bytes))
        } catch {
            throw ParameterError("options", "are not JSON: \(error)")
        }
        self.init()
        guard let members = document.objectValue else { throw ParameterError("options", "are no object") }
        try apply(members)
    }

    /// The same options with the constraints in them that their cache holds.
    private var withConstraintsAtHand: PaperOptions {
        var options = self
        if constraintsEnabled { options.symbolConstraints = constraintSource().constraints }
        options.constraintCachePath = nil
        return options
    }
}
