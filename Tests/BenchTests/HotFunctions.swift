// The functions of the path from market ring to report ring, and what each may call on a cold branch.
// `RecordWriter.write` and `RecordReader.next` are inlined: what they do is checked in these callers.
//
// The allowances were held against market_day through three workers in both pipelines (gdb, breakpoints on the runtime's
// functions by return address, 300 ticks after some seconds): the strategy calls none of them, the execution only the
// text of a word in the canonical documents (`ByteBuffer.append(text:)`, two retains on every fourth tick), which are
// written after the orders of the tick have left. They are missing here.

/// A call that only a cold branch makes.
struct ColdCall {
    let target: String
    /// At most: which cold branch is inlined where differs between kinds of release build.
    let countMax: Int
    let reason: String

    static func releases(_ countMax: Int, _ reason: String) -> ColdCall {
        ColdCall(target: "swift_release", countMax: countMax, reason: reason)
    }

    static func retains(_ countMax: Int, _ reason: String) -> ColdCall {
        ColdCall(target: "swift_retain", countMax: countMax, reason: reason)
    }
}

struct HotFunction {
    let name: String
    /// Functions of this name: overloads and specialisations.
    let count: Int
    /// What all of them together may call.
    let cold: [ColdCall]

    init(_ name: String, count: Int = 1, _ cold: ColdCall...) {
        self.name = name
        self.count = count
        self.cold = cold
    }

    /// Of `grinder-bench`: a worker's loops over a ring, for records of 64 and 128 bytes.
    static let ringLoops = ["ping<A>(_:_:count:)", "pong<A>(_:_:count:)", "produce<A>(_:count:)", "consume<A>(_:count:)"]
        .map { HotFunction("specialized " + $0, count: 2) }

    private static let definition = "a symbol or a time in text, defined once before its first use"
    private static let cleared = "clearing a list that is not empty, in case its buffer were shared"
    private static let replaced = "the plan of the tick before, which the reset of the output has already removed"
    private static let listed = "sizes listed one by one; the replay pipeline sends them as uniform"

    /// Of `grinder`: the workers' loops.
    static let workers = [
        HotFunction("RecordWriter.write(_:receiveTimeNs:_:)", .releases(3, definition)),
        HotFunction("StrategyLoop.run(_:)", .releases(2, definition)),
        HotFunction("StrategyLoop.decide(_:receivedNs:_:)", .releases(2, definition)),
        HotFunction("StrategyLoop.beat(_:)"),
        HotFunction("MarketReader.nextLatest(upTo:)"),
        HotFunction("FreeRunningFeed.send(_:_:)", .releases(3, definition)),
        HotFunction("ConflatingWriter.offer(_:event:key:)"),
        HotFunction("RecordWriter.write(_:_:midPrice:_:)", .releases(3, definition)),
        HotFunction("RecordWriter.write(_:_:_:)", .releases(3, definition)),
        // A summary; the report of a paper tick.
        HotFunction("RecordWriter.write(_:_:)", count: 2),
        // A plan, an outcome, and what a settlement is made of.
        HotFunction("RecordWriter.write(_:)", count: 7),
        HotFunction("RecordWriter.write(size:count:isUniform:)"),
        HotFunction("RecordReader.readReport(of:tick:into:)", .releases(1, cleared)),
        HotFunction("RecordReader.nextReport(of:tick:into:)"),
        HotFunction("RecordReader.outcome(_:_:_:)"),
        HotFunction("RecordReader.wait()"),
        HotFunction("RecordWriter.waitForSpace()"),
        HotFunction("ExecutionLoop.run(_:_:)"),
        HotFunction("ExecutionLoop.execute(_:)", .releases(1, cleared)),
        HotFunction("ExecutionLoop.writeOutcomes(_:)"),
        HotFunction("ExecutionLoop.beat(_:)"),
        HotFunction("DecisionAssembler.begin(_:_:_:)", .releases(1, cleared)),
        HotFunction("DecisionAssembler.take(_:_:_:)", count: 3, .releases(1, replaced)),
        HotFunction("DecisionAssembler.finish(_:_:)", .retains(1, listed), .releases(1, listed)),
        HotFunction("RecordWriter.writeTickDone(tick:fault:stage:)"),
    ]

    /// Of `grinder`: the same loops of paper, and what only they read and write.
    static let paperWorkers = [
        HotFunction("PaperStrategyLoop.run(_:)"),
        HotFunction("PaperStrategyLoop.decide(_:receivedNs:_:)", .releases(4, definition)),
        HotFunction("PaperStrategyLoop.beat(_:)"),
        HotFunction("RiskInstruments.take(_:_:_:isNews:)"),
        HotFunction("PaperStrategy.forEachGateCount(_:)"),
        HotFunction("PaperExecutionLoop.run(_:_:)"),
        HotFunction("PaperExecutionLoop.execute()"),
        HotFunction("PaperExecutionLoop.beat(_:)"),
        HotFunction("PaperAssembler.take(_:_:into:)"),
        HotFunction("PaperAssembler.settle(_:_:_:)"),
        HotFunction("RecordReader.fill(_:_:_:_:)"),
        HotFunction("RecordReader.cycleIntent(_:_:)"),
        HotFunction("RecordReader.features(_:of:midPrice:)"),
        HotFunction("RecordReader.gating(_:)"),
    ]

    private static let failing = "the error of a tick that fails, while it is turned into the tick's fault"

    /// Of `grinder`: the stages of a decision, in any number of processes.
    static let pipeline = [
        HotFunction("Quote.init(bid:ask:)"),
        HotFunction("Quote.spreadBps(comparableWith:)"),
        HotFunction("StaticGridPolicy.plan(midPrice:)"),
        HotFunction("GridReconciler.reconcile(_:_:into:)"),
        HotFunction("GridPricer.price(_:into:)", .releases(1, "the list of levels when it grows")),
        HotFunction("OrderGateway.execute(_:symbol:at:book:_:outcomes:events:)"),
        HotFunction("ReplayStrategy.decide(_:identity:into:)"),
        HotFunction("ReplayStrategy.commit(_:_:identity:)"),
        HotFunction("PaperStrategy.decide(_:_:into:)", .retains(1, failing), .releases(1, failing)),
    ]
}
