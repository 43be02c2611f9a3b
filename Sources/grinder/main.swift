import Domain
import Engine
let fixture = try Fixture.load(directory: CommandLine.arguments[1])
var engine = try ReplayEngine()
let result = engine.run(fixture)
print("Replay completed. Events processed: \(result.eventsProcessed)")
print("Output digest: \(result.digest.short)")
print(result.outputs, result.failures.count)
