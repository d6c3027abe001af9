import Dispatch
import Foundation
import Synchronization

extension ReportIndex {
    /// Brings the book and what reports are made of up to date, side by side, after a look at every file: what was edited
    /// in place is found as well.
    package func refresh(
        with book: WorkspaceIndex, _ watcher: Watcher = Watcher()
    ) throws(IndexError) -> (book: RefreshReport, calls: RefreshReport) {
        let looks = try look()
        var suspects = try changed(looks)
        if try book.hasChangedLeads() { suspects.insert(IndexRefresh.leads) }
        // Nobody else touches the book until it is waited for.
        nonisolated(unsafe) let index = book
        let inBook = SideWork { [suspects] () throws(IndexError) in
            let report = try index.refresh(suspects: suspects)
            try index.prepareForReports()
            return report
        }
        let calls = Result { () throws(IndexError) in try refresh(looks, watcher) }
        let reports = (book: try inBook.value(), calls: try calls.get())
        // Only now: who dies before finds the folders as suspicious as they were.
        try database.access { db in try looks.keep(db) }
        return reports
    }
}

/// Work on a thread of its own, for which somebody waits in the end.
private final class SideWork<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, IndexError>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws(IndexError) -> Value) {
        Thread.detachNewThread { [self] in
            let value = Result { () throws(IndexError) in try work() }
            result.withLock { $0 = value }
            isDone.signal()
        }
    }

    /// Waits for what comes of it; to be asked for once.
    func value() throws(IndexError) -> Value {
        isDone.wait()
        let value = result.withLock { $0 }
        guard let value else { throw IndexError(path: "", problem: .busy) }
        return try value.get()
    }
}
