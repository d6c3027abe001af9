import Qualification
import Workspace

extension Desk {
    /// The first lead in the queue; an error that says what to do when nobody is due.
    func nextLead() throws -> Lead {
        guard let row = try book.next(), let lead = try book.lead(id: row.lead.id) else {
            throw Failure(.noInput, ["baton: nobody is due"] + (try nobodyDue().dropFirst()))
        }
        return lead
    }

    /// What to say, and what to do, when the queue is empty.
    func nobodyDue() throws -> [ScreenLine] {
        let counts = try book.queueCounts()
        if counts.waiting > 0 {
            return ["Nobody is due.", "  \(counts.waiting) rest or wait for their day: baton leads --all"]
        }
        if try book.leadCount() == 0 {
            return [
                "No leads yet.", "  baton import FILE.csv brings in what marketing handed over;",
                "  baton demo opens a call on a sample lead.",
            ]
        }
        return ["Nobody is due.", "  Every lead has a verdict: baton calls lists them."]
    }

    /// What `baton` alone shows: who is next, and how to start.
    func morning() throws -> [ScreenLine] {
        try completeUnfinished()
        let paused = try openCalls.unfinished()
        let now = clock.now()
        let time = HandOffWording(now: now, zone: settings.time.zone, reasons: [])
        var lines: [ScreenLine] = paused.sorted { $0.startedAt > $1.startedAt }.prefix(3).map { left in
            "Paused:  \(left.leadID, .strong) since \(time.time(left.startedAt))  ·  baton call \(left.leadID)"
        }
        if paused.count > 3 {
            lines.append(ScreenLine("\(paused.count - 3) more are paused: baton calls", .quiet))
        }
        let rows = try book.queue(limit: 3)
        guard let first = rows.first else { return lines + (try nobodyDue()) }
        let wording = LeadsWording(now: now, time: settings.time)
        lines.append("Next:  " + wording.line(first))
        lines += rows.dropFirst().map { "then:  " + wording.line($0) }
        let counts = try book.queueCounts()
        lines.append(ScreenLine("\(counts.due) due: baton leads", .quiet))
        lines += ["", "baton call   opens the call with the next lead; baton --help shows the rest."]
        return lines
    }
}
