import Delivery
import Qualification
import Testing

/// Rounds over made-up messages; `1@jane` is the first message, about Jane.
@Suite struct DeliveryRoundTests {
    private static let address = String(repeating: "a", count: 64)
    private static let start = Instant(milliseconds: 1_795_000_000_000)

    private func seconds(_ seconds: Int64) -> Instant { Self.start.adding(milliseconds: seconds * 1000) }

    /// Goes through messages, answering each that is sent; gives what was decided, in words.
    private func go(
        _ round: inout DeliveryRound, _ messages: [String], at now: Instant? = nil,
        answering reply: (String) -> Reply = { _ in .status(200, retryAfter: nil) }
    ) -> [String] {
        let now = now ?? Self.start
        return messages.map { message in
            let lead = String(message.drop { $0 != "@" })
            switch round.decide(message, lead: lead, at: now) {
            case .settled: return "settled"
            case .behind: return "behind"
            case .waits: return "waits"
            case .held(let hold): return "held \(hold)"
            case .send(let attempt):
                let entry = round.note(
                    reply(message), to: message, lead: lead, attempt: attempt, at: now, chance: 0)
                return "\(entry.event.rawValue) \(attempt)"
            }
        }
    }

    private func round(_ state: OutboxState = OutboxState(), anew: Bool = false) -> DeliveryRound {
        DeliveryRound(state, address: Self.address, anew: anew)
    }

    @Test func whatArrivedIsNotSentAgain() {
        var first = round()
        #expect(go(&first, ["1@jane", "2@mei"]) == ["delivered 1", "delivered 1"])
        var second = round(first.state)
        #expect(go(&second, ["1@jane", "2@mei", "3@jane"]) == ["settled", "settled", "delivered 1"])
    }

    @Test func aLeadsMessagesKeepTheirOrder() {
        var first = round()
        let answers = go(&first, ["1@jane", "2@mei", "3@jane"]) { message in
            .status(message == "1@jane" ? 500 : 200, retryAfter: nil)
        }
        #expect(answers == ["failed 1", "delivered 1", "behind"])
        var early = round(first.state)
        #expect(go(&early, ["1@jane", "3@jane"], at: seconds(4)) == ["waits", "behind"])
        var later = round(first.state)
        #expect(go(&later, ["1@jane", "3@jane"], at: seconds(5)) == ["delivered 2", "delivered 1"])
    }

    @Test func everythingButTwoHundredsFails() {
        for status in [100, 199, 300, 301, 302, 304, 307, 308, 400, 401, 404, 408, 429, 500, 503] {
            var round = round()
            #expect(
                go(&round, ["1@jane"]) { _ in .status(status, retryAfter: nil) } == ["failed 1"], "\(status)")
        }
        for status in [200, 201, 202, 204, 299] {
            var round = round()
            #expect(go(&round, ["1@jane"]) { _ in .status(status, retryAfter: nil) } == ["delivered 1"])
        }
    }

    @Test func goneForGoodDisablesUntilTheAddressIsAnother() {
        var first = round()
        let gone = go(&first, ["1@jane", "2@mei"]) { _ in .status(410, retryAfter: nil) }
        #expect(gone == ["disabled 1", "held disabled"])
        var next = round(first.state)
        #expect(go(&next, ["1@jane"], at: seconds(100_000)) == ["held disabled"])
        var moved = DeliveryRound(first.state, address: String(repeating: "b", count: 64))
        #expect(go(&moved, ["1@jane", "2@mei"]) == ["delivered 2", "delivered 1"])
        var state = first.state
        state.apply(OutboxEntry(at: Self.start, event: .enabled, message: nil, address: Self.address))
        var enabled = round(state)
        #expect(go(&enabled, ["1@jane"]) == ["delivered 2"])
    }

    @Test func aReceiverThatAsksForAPauseIsLeftAlone() {
        for status in [429, 503] {
            var first = round()
            let answers = go(&first, ["1@jane", "2@mei"]) { _ in .status(status, retryAfter: "60") }
            #expect(answers[0] == "failed 1" && answers[1].hasPrefix("held rests"))
            var insistent = round(anew: true)
            let held = go(&insistent, ["1@jane", "2@mei"]) { _ in .status(status, retryAfter: "60") }
            #expect(held == ["failed 1", "held fails"], "not even who insists sends on in one round")
            var early = round(first.state)
            #expect(
                go(&early, ["2@mei", "1@jane"], at: seconds(59)).allSatisfy { $0.hasPrefix("held rests") })
            var later = round(first.state)
            #expect(go(&later, ["1@jane", "2@mei"], at: seconds(60)) == ["delivered 2", "delivered 1"])
        }
    }

    @Test func aReceiverThatDoesNotAnswerIsTriedOncePerRound() {
        var round = round()
        let answers = go(&round, ["1@jane", "2@mei", "3@ana"]) { _ in .none(.timedOut) }
        #expect(answers == ["failed 1", "held fails", "held fails"])
    }

    @Test func threeFailuresInARowEndARound() {
        var round = round()
        let answers = go(&round, ["1@a", "2@b", "3@c", "4@d"]) { _ in .status(500, retryAfter: nil) }
        #expect(answers == ["failed 1", "failed 1", "failed 1", "held fails"])
    }

    @Test func whatIsGivenUpLetsTheNextOnePass() {
        var state = OutboxState()
        for attempt in 1...9 {
            state.apply(
                OutboxEntry(
                    at: seconds(Int64(attempt - 1) * 30_000), event: .failed, message: "1@jane",
                    attempt: attempt,
                    status: 400, next: seconds(0), address: Self.address))
        }
        var last = round(state)
        let answers = go(&last, ["1@jane", "2@jane"], at: seconds(272_105)) { message in
            .status(message == "1@jane" ? 400 : 200, retryAfter: nil)
        }
        #expect(answers == ["given-up 10", "delivered 1"])
        var next = round(last.state)
        #expect(go(&next, ["1@jane"], at: seconds(900_000)) == ["settled"])
        var anew = round(last.state, anew: true)
        #expect(go(&anew, ["1@jane"], at: seconds(900_000)) == ["delivered 11"])
    }

    @Test("Bug: a pause noted by a clock that ran ahead lasted until that clock's time")
    func aClockThatIsSetBack() {
        let ahead = seconds(1000 * 86_400)
        for reply in [Reply.status(500, retryAfter: nil), .status(429, retryAfter: "3600"), .none(.timedOut)]
        {
            var first = round()
            #expect(go(&first, ["1@jane"], at: ahead) { _ in reply } == ["failed 1"])
            var back = round(first.state)
            #expect(go(&back, ["1@jane", "2@mei"]) == ["delivered 2", "delivered 1"], "\(reply)")
        }
        var first = round()
        #expect(go(&first, ["1@jane"]) { _ in .status(503, retryAfter: "86400") } == ["failed 1"])
        var soon = round(first.state)
        #expect(go(&soon, ["1@jane"], at: seconds(-3600)).first?.hasPrefix("held rests") == true)
    }

    @Test func aPauseThatIsNoneHoldsNothing() {
        var round = round()
        let answers = go(&round, ["1@jane", "2@mei"]) { message in
            .status(message == "1@jane" ? 429 : 200, retryAfter: "0")
        }
        #expect(answers == ["failed 1", "delivered 1"])
    }

    @Test func whatWasAnsweredMayHaveBeenRead() {
        for (reply, isRead) in [
            (Reply.status(500, retryAfter: nil), true), (.status(410, retryAfter: nil), true),
            (.status(200, retryAfter: nil), true), (.none(.timedOut), true), (.none(.broken), true),
            (.none(.notResolved), false), (.none(.notConnected), false), (.none(.notSecure), false),
        ] {
            var round = round()
            let entry = round.note(reply, to: "1", lead: "jane", attempt: 1, at: Self.start, chance: 0)
            #expect(entry.mayHaveBeenRead == isRead, "\(reply)")
        }
        let enabled = OutboxEntry(at: Self.start, event: .enabled, message: nil, address: Self.address)
        #expect(!enabled.mayHaveBeenRead)
    }
}
