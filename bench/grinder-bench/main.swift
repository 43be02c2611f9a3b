// grinder-bench: measurements as ratios against a baseline taken in the same run.
// This file only finds the suite; each suite is one file.

import Glibc

struct Suite {
    let name: String
    let summary: String
    let run: (BenchOptions) -> Bool
}

func suites() -> [Suite] {
    [
        Suite(name: "ring", summary: "shared-memory rings against a cache ping-pong and a C queue", run: RingSuite.run),
        Suite(name: "replay", summary: "JSONL to digest against the reference implementation", run: ReplaySuite.run),
    ]
}

func usage() -> Int32 {
    print("usage: grinder-bench <suite> [--json] [--quick] [--slices N] [--runs N] [--fixture DIR]")
    for suite in suites() { print("  \(suite.name)  \(suite.summary)") }
    return 64
}

func benchMain() -> Int32 {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == RingPeer.argument { return RingPeer.run() }
    guard let suite = suites().first(where: { $0.name == arguments.first }),
        let options = BenchOptions(arguments.dropFirst())
    else { return usage() }
    return suite.run(options) ? 0 : 1
}

exit(benchMain())
