// The run that a journal holds already, when a supervisor is started again: the rings of its region go on where
// the journal ends, and the workers compute what lies before.

import CGrinder
import Journal
import Rings
import Workers

struct JournalledRun {
    var instance: InstanceID
    var positions: JournalPositions
    /// The end of the file that was lost with the process; a message for people.
    var tornTail: String?

    /// The run in the directory; nil when there is none yet.
    ///
    /// - Throws: when there is one and it is not to be resumed, or is not of this configuration, or is corrupt.
    static func find(_ options: SupervisorOptions) throws(SupervisionError) -> JournalledRun? {
        guard let directory = options.journalPath else { return nil }
        do throws(JournalError) {
            let reader: JournalReader
            do throws(JournalError) {
                reader = try JournalReader(directory: directory)
            } catch .missing, .empty {
                return nil
            }
            guard options.resumes else {
                throw .option("\(directory): holds a run already; continue it with --resume, or give a new directory")
            }
            let summary = try reader.verify()
            return JournalledRun(
                instance: summary.instance, positions: summary.positions,
                tornTail: summary.tornTail.map { "\($0.segment) ends torn at offset \($0.offset): \($0.reason)" })
        } catch {
            throw .configuration(error.description)
        }
    }

    /// A run that is continued under other options would not be the same run. How fast it is fed may differ.
    ///
    /// - Parameter region: holds the configuration of the run that is to go on.
    func checkConfiguration(_ region: InstanceRegion, _ directory: String) throws(SupervisionError) {
        do throws(JournalError) {
            var cursor = try JournalReader(directory: directory).cursor(of: .configuration)
            guard let recorded = try cursor.next() else { return }
            var other = recorded.loadUnaligned(as: gr_run_configuration_t.self)
            var own = region.runConfiguration.load(as: gr_run_configuration_t.self)
            own.pace_us = 0
            other.pace_us = 0
            own.speed = 0
            other.speed = 0
            var isSame = withUnsafeBytes(of: own) { own in withUnsafeBytes(of: other) { own.elementsEqual($0) } }
            if isSame, own.options_length > 0 {
                guard let options = try cursor.next() else { return }
                // The journal pads records.
                let length = Int(own.options_length)
                isSame = length <= cursor.size
                    && region.runOptions.prefix(length)
                        .elementsEqual(UnsafeRawBufferPointer(start: options, count: length))
            }
            guard isSame else {
                throw .option("\(directory): was written under other options; resume it with the options it was begun with")
            }
        } catch {
            throw .configuration(error.description)
        }
    }
}
