import Conversation
import Qualification
import Testing

/// One row: what is typed, what it leaves in the record, and where the prompt is afterwards.
struct LineRow: Sendable, CustomTestStringConvertible {
    var typed: String
    var entries: [String]
    var prompt: String

    init(_ typed: String, _ entries: [String], prompt: String) {
        (self.typed, self.entries, self.prompt) = (typed, entries, prompt)
    }

    var testDescription: String { typed }
}

@Suite("What a typed line means") struct TypedLineTests {
    @Test(
        "Lines on a call, at need.pain",
        arguments: [
            // The question on the prompt
            LineRow("we lose orders", ["answer need.pain 1 “we lose orders”"], prompt: "need.impact"),
            LineRow("we lose 40 orders", ["answer need.pain 2 “we lose 40 orders”"], prompt: "need.impact"),
            LineRow("nothing", ["answer need.pain 1 against “nothing”"], prompt: "need.impact"),
            LineRow("10:30 suits her", ["answer need.pain 2 “10:30 suits her”"], prompt: "need.impact"),
            LineRow(
                "see https://acme.example/x", ["answer need.pain 1 “see https://acme.example/x”"],
                prompt: "need.impact"),
            LineRow(
                "https://acme.example", ["answer need.pain 1 “https://acme.example”"], prompt: "need.impact"),

            // Another question: the prompt stays
            LineRow(
                "authority: Dana, the CFO, signs", ["answer authority.signer 2 “Dana, the CFO, signs”"],
                prompt: "need.pain"),
            LineRow(
                "budget: 40k, approved for FY27", ["answer budget.amount 2 “40k, approved for FY27”"],
                prompt: "need.pain"),
            LineRow("BUDGET:40k", ["answer budget.amount 2 “40k”"], prompt: "need.pain"),
            LineRow("bud: 40k", ["answer budget.amount 2 “40k”"], prompt: "need.pain"),
            LineRow("aut.sig: Dana", ["answer authority.signer 2 “Dana”"], prompt: "need.pain"),
            LineRow(
                "authority.process: board first", ["answer authority.process 1 “board first”"],
                prompt: "need.pain"),
            LineRow(
                "timing: they're locked in", ["answer timing.driver 1 “they're locked in”"],
                prompt: "need.pain"),
            LineRow("timing: by end of Q1", ["answer timing.date 2 “by end of Q1”"], prompt: "need.pain"),
            LineRow("competition: March", ["answer competition.contract-end 2 “March”"], prompt: "need.pain"),
            LineRow("budget: none", ["answer budget.amount 2 against “none”"], prompt: "need.pain"),
            LineRow("timing: some day", ["answer timing.driver 1 “some day”"], prompt: "need.pain"),
            LineRow("timing.date: some day", ["answer timing.date 1 “some day”"], prompt: "need.pain"),
            LineRow("need: slow", ["answer need.pain 1 “slow”"], prompt: "need.impact"),
            LineRow("need.impact: slow", ["answer need.impact 1 “slow”"], prompt: "need.pain"),

            // Going there
            LineRow("authority:", [], prompt: "authority.signer"),
            LineRow("timing.driver:", [], prompt: "timing.driver"),
            LineRow("authority: ⏎ Dana", ["answer authority.signer 2 “Dana”"], prompt: "need.pain"),
            LineRow("authority: ⏎ /back", [], prompt: "need.pain"),

            // A leading space: an answer
            LineRow(" authority: hers", ["answer need.pain 1 “authority: hers”"], prompt: "need.impact"),
            LineRow(" undo", ["answer need.pain 1 “undo”"], prompt: "need.impact"),
            LineRow(" /end", ["answer need.pain 1 “/end”"], prompt: "need.impact"),
            LineRow(" - by hand !", ["answer need.pain 2 “- by hand”"], prompt: "need.impact"),

            // Marks at the end
            LineRow("40 orders ?", ["answer need.pain 1 “40 orders”"], prompt: "need.impact"),
            LineRow("40 orders?", ["answer need.pain 1 “40 orders”"], prompt: "need.impact"),
            LineRow("slow !", ["answer need.pain 2 “slow”"], prompt: "need.impact"),
            LineRow("slow !!", ["answer need.pain 3 “slow”"], prompt: "need.impact"),
            LineRow("slow!", ["answer need.pain 1 “slow!”"], prompt: "need.impact"),
            LineRow("all fine x", ["answer need.pain 1 against “all fine”"], prompt: "need.impact"),
            LineRow("all fine x !", ["answer need.pain 2 against “all fine”"], prompt: "need.impact"),
            LineRow("all fine !! x", ["answer need.pain 3 against “all fine”"], prompt: "need.impact"),
            LineRow("no x ?", ["answer need.pain 1 against “no”"], prompt: "need.impact"),
            LineRow("they use Max", ["answer need.pain 1 “they use Max”"], prompt: "need.impact"),
            LineRow("timing.date: some day !", ["answer timing.date 1 “some day”"], prompt: "need.pain"),

            // Regrading
            LineRow(
                "budget: 40k ⏎ budget: !!", ["answer budget.amount 2 “40k”", "grade budget.amount 3"],
                prompt: "need.pain"),
            LineRow(
                "budget: 40k ⏎ budget: ?", ["answer budget.amount 2 “40k”", "grade budget.amount 1"],
                prompt: "need.pain"),
            LineRow(
                "budget: 40k ⏎ budget: x", ["answer budget.amount 2 “40k”", "grade budget.amount 2 against"],
                prompt: "need.pain"),
            LineRow("budget: !", [], prompt: "need.pain"),

            // The buyer's own words
            LineRow("\"we drown\"", ["quote need.pain “we drown”"], prompt: "need.impact"),
            LineRow("\"we drown", ["quote need.pain “we drown”"], prompt: "need.impact"),
            LineRow("“we drown”", ["quote need.pain “we drown”"], prompt: "need.impact"),
            LineRow("«we drown»", ["quote need.pain “we drown”"], prompt: "need.impact"),
            LineRow("„we drown“", ["quote need.pain “we drown”"], prompt: "need.impact"),
            LineRow(
                "slow ⏎ \"we drown\"", ["answer need.pain 1 “slow”", "quote need.pain “we drown”"],
                prompt: "need.impact"),
            LineRow(
                "budget: \"we set forty aside\"", ["quote budget.amount “we set forty aside”"],
                prompt: "need.pain"),
            LineRow(
                "\"drowning\" she said", ["answer need.pain 2 “\"drowning\" she said”"], prompt: "need.impact"
            ),
            LineRow(
                "\"no way\" x", ["quote need.pain “no way”", "grade need.pain 2 against"],
                prompt: "need.impact"),

            // Going on
            LineRow(
                "budget: 40k ⏎ + and Dana has to co-sign",
                ["answer budget.amount 2 “40k”", "answer budget.amount 2 “40k and Dana has to co-sign”"],
                prompt: "need.pain"),
            LineRow(
                "slow ⏎ + costs 40k", ["answer need.pain 1 “slow”", "answer need.pain 2 “slow costs 40k”"],
                prompt: "need.impact"),
            LineRow("+ slow", ["answer need.pain 1 “slow”"], prompt: "need.impact"),

            // Notes, dodges, next steps
            LineRow("- prefers mail on Tuesdays", ["note “prefers mail on Tuesdays”"], prompt: "need.pain"),
            LineRow("note: prefers mail", ["note “prefers mail”"], prompt: "need.pain"),
            LineRow("-", ["dodged need.pain"], prompt: "need.impact"),
            LineRow("budget: -", ["dodged budget.amount"], prompt: "need.pain"),
            LineRow(
                "next: demo Thu 10:00 with Dana", ["next “demo 10:00 with Dana” 2026-11-26"],
                prompt: "need.pain"),
            LineRow("next: send pricing", ["next “send pricing” undated"], prompt: "need.pain"),

            // Open for now, and help
            LineRow("", [], prompt: "need.impact"),
            LineRow("?", [], prompt: "need.pain"),
            LineRow("budget: ?", [], prompt: "need.pain"),

            // Marks of people
            LineRow("/gatekeeper Tom at reception", ["gatekeeper Tom at reception"], prompt: "need.pain"),
            LineRow(
                "/refer Dana Li dana@acme.example", ["referral Dana Li <dana@acme.example>"],
                prompt: "need.pain"),
            LineRow("/refer Dana +49 170 123", ["referral Dana <+49 170 123>"], prompt: "need.pain"),
            LineRow("/refer Dana", ["referral Dana"], prompt: "need.pain"),
            LineRow("/refer", [], prompt: "need.pain"),

            // A word that is no key, or no command
            LineRow("budgte: 40k", ["note “budgte: 40k”"], prompt: "need.pain"),
            LineRow("/budget", [], prompt: "need.pain"),
            LineRow("/end now", [], prompt: "need.pain"),
            LineRow("slow ⏎ /undo", ["answer need.pain 1 “slow”", "undo 1"], prompt: "need.pain"),
            LineRow("/u", [], prompt: "need.pain"),
        ])
    func line(row: LineRow) {
        var call = Call()
        call.type(script: row.typed)
        #expect(call.entries == row.entries)
        #expect(call.prompt == row.prompt)
    }

    @Test("A date typed again corrects the date, although only its reason is open")
    func dateCorrection() {
        var call = Call()
        call.type("timing: next week", "tim: March")
        #expect(call.entries.last == "answer timing.date 2 “March”")
    }

    @Test("“I do” is the person on the phone, a word without a capital may be none, and a doubt is vague")
    func people() {
        var call = Call()
        call.type("authority: I do")
        #expect(call.entries.last == "answer authority.signer 2 “I do”")
        #expect(call.receipt?.stands.value == .person(Person(name: "Jane Ortiz", role: nil)))
        call.type("authority.signer: good question")
        #expect(call.entries.last == "answer authority.signer 1 “good question”")
        call.type("authority.signer: I think Dana")
        #expect(call.entries.last == "answer authority.signer 1 “I think Dana”")
        call.type("budget.amount: we don't have 40k")
        #expect(call.entries.last == "answer budget.amount 1 “we don't have 40k”")
    }

    @Test("Evidence for an earlier question leaves the one last answered as it was")
    func evidenceIsNoAnswer() {
        var call = Call()
        call.type("budget: 40k", "need.pain: slow", "budget: \"forty\"", "\"it hurts\"")
        #expect(call.entries.last == "quote need.pain “it hurts”")
    }

    @Test("A line that begins with another key and lacks its colon is an answer, with a word about it")
    func missingColon() {
        var call = Call()
        call.type("budget 40k")
        #expect(call.entries.last == "answer need.pain 2 “budget 40k”")
        #expect(call.effects.contains(.notice(.colonMissing(key: "budget", rest: "40k"))))
    }

    @Test("An amount typed again corrects the amount, although only its owner is open")
    func correction() {
        var call = Call()
        call.type("budget: 45k", "budget: 40k")
        #expect(call.entries.last == "answer budget.amount 2 “40k”")
        #expect(call.receipt?.was?.text == "45k")
    }

    @Test("A key without an open question means the one last answered")
    func lastAnswered() {
        var call = Call()
        call.type("budget: 40k", "budget: Dana", "budget: Tom")
        #expect(call.entries.last == "answer budget.owner 2 “Tom”")
        #expect(call.receipt?.was?.text == "Dana")
    }

    @Test("The receipt shows what stands, what stood before, and what was not understood")
    func receipts() {
        var call = Call()
        call.type("budget: 45k", "budget.amount: 40k")
        #expect(call.receipt?.stands.value == .money(Money(amount: 40_000, currency: "USD")))
        #expect(call.receipt?.was?.text == "45k")
        #expect(call.receipt?.notReadAs == nil)
        #expect(call.effects.contains(.save))
        call.type("timing.date: some day")
        #expect(call.receipt?.notReadAs == .date)
        call.type("timing.date: never")
        #expect(call.receipt?.notReadAs == nil)
        call.type("\"it hurts\"")
        #expect(call.receipt?.kind == .quote("it hurts"))
        #expect(call.receipt?.stands.grade == .stated)
    }

    @Test("Open questions come back after the others, round and round")
    func rotation() {
        var call = Call()
        var seen: [String] = []
        for _ in 0..<10 {
            seen.append(call.prompt)
            call.type("")
        }
        let open = [
            "need.pain", "need.impact", "budget.amount", "authority.signer", "authority.process",
            "timing.date",
            "timing.driver", "competition.current", "competition.contract-end",
        ]
        #expect(seen == open + ["need.pain"])
        #expect(call.entries.isEmpty)
    }

    @Test("A question opens when its condition is met, and its answer moves on from there")
    func conditionalQuestion() {
        var call = Call()
        call.type("budget:", "40k")
        #expect(call.conversation.openQuestions.contains(key("budget.owner")))
        call.type("/undo")
        #expect(!call.conversation.openQuestions.contains(key("budget.owner")))
        #expect(call.prompt == "budget.amount")
    }

    @Test("When nothing is open, plain text is a note, and other questions can still be answered again")
    func notes() {
        var call = Call()
        while let question = call.conversation.question { call.type("\(question.key): no") }
        #expect(call.prompt == "note")
        call.type("prefers mail")
        #expect(call.entries.last == "note “prefers mail”")
        call.type("")
        #expect(call.prompt == "note")
        call.type("budget.amount: 40k")
        #expect(call.prompt == "note")
        #expect(call.entries.last == "answer budget.amount 2 “40k”")
    }

    @Test("A stray word: is kept as a note, and the receipt names the nearest key")
    func strayKey() {
        var call = Call()
        call.type("budgte: 40k")
        #expect(call.effects == [.notedStray("budgte: 40k", word: "budgte", nearest: ["budget"]), .save])
    }

    @Test(
        "An unknown /word comes back on the prompt, neither recorded nor dropped",
        arguments: ["/endd", "/end now", "/", "/ end"])
    func unknownCommand(typed: String) {
        var call = Call()
        call.type(typed)
        #expect(call.effects.last == .comeBack(typed))
        #expect(call.entries.isEmpty && call.prompt == "need.pain")
    }

    @Test(
        "A command's word alone asks before it becomes an answer",
        arguments: ["undo", "back", "end", "Pause", "voicemail", "noanswer", "help", "quit", "dnc"])
    func loneWord(word: String) {
        var call = Call()
        call.type(word)
        #expect(call.prompt.hasPrefix("did you mean /"))
        #expect(call.entries.isEmpty)
        call.type("yes")
        #expect(call.entries == ["answer need.pain 1 “\(word)”"])

        var other = Call()
        other.type(word, "no")
        #expect(other.entries.isEmpty && other.prompt == "need.pain")
        other.type(word, "we lose orders")
        #expect(other.entries == ["answer need.pain 1 “we lose orders”"])
    }

    @Test(
        "Commands that only show something record nothing",
        arguments: ["/status", "/s", "/verdict", "/v", "/brief", "/b", "/help", "/h"])
    func showing(command: String) {
        var call = Call()
        call.type(command)
        #expect(call.entries.isEmpty && call.prompt == "need.pain" && call.effects.count == 1)
    }

    @Test("Undo walks back, and says when nothing is left")
    func undo() {
        var call = Call()
        call.type("slow", "- mail", "/undo", "/undo", "/undo")
        #expect(call.entries == ["answer need.pain 1 “slow”", "note “mail”", "undo 2", "undo 1"])
        #expect(call.notices == [.nothingToUndo])
        #expect(call.prompt == "need.pain")
    }

    // MARK: Dialling

    @Test(
        "Enter or the first answer means they picked up",
        arguments: ["", "slow", "budget: 40k", "\"we drown\"", "-", "authority:"])
    func pickUp(typed: String) {
        var call = Call(picksUp: false)
        #expect(call.prompt == "dialling")
        call.type(typed)
        #expect(call.conversation.record.connectedAt == now.instant)
        #expect(call.prompt != "dialling")
    }

    @Test(
        "Nothing else does",
        arguments: ["- no ring", "?", "/status", "/gatekeeper Tom", "next: call Monday", "budgte: 4", "/x"])
    func stillDialling(typed: String) {
        var call = Call(picksUp: false)
        call.type(typed)
        #expect(call.conversation.record.connectedAt == nil)
        #expect(call.prompt == "dialling")
    }

    // MARK: Bugs that were

    @Test(
        "Bug: marks without words became an answer and pushed the real one away",
        arguments: [
            ("budget: x !", "grade budget.amount 2 against"),
            ("budget: !! x", "grade budget.amount 3 against"),
            ("budget: x?", "grade budget.amount 1 against"),
        ])
    func onlyMarks(typed: String, entry: String) {
        var call = Call()
        call.type("budget: 40k", typed)
        #expect(call.entries == ["answer budget.amount 2 “40k”", entry])
        call.type("x !")
        #expect(call.notices == [.marksAlone])
    }

    @Test("Bug: behind a leading space a mark alone was no answer", arguments: ["x", "?", "!", "-", "+"])
    func leadingSpaceAndAMark(typed: String) {
        var call = Call()
        call.type(" \(typed)")
        #expect(call.entries == ["answer need.pain 1 “\(typed)”"])
    }

    @Test("Bug: “authority: nobody” was noted at an optional question, and authority stayed open")
    func denialOfAnElement() {
        var call = Call()
        call.type("authority: nobody", "timing: not decided")
        #expect(
            call.entries == [
                "answer authority.signer 1 against “nobody”", "answer timing.date 1 “not decided”",
            ])
    }

    @Test("Bug: a “+” alone was recorded as an answer")
    func plusAlone() {
        var call = Call()
        call.type("slow", "+")
        #expect(call.notices == [.nothingNoted])
        call.type("need: +")
        #expect(call.entries == ["answer need.pain 1 “slow”"])
    }

    @Test("Bug: going on with what was not understood lifted it above grade 1")
    func goingOnUnread() {
        var call = Call()
        call.type("timing.date: some day", "+ after the audit !")
        #expect(call.entries.last == "answer timing.date 1 “some day after the audit”")
        #expect(call.receipt?.notReadAs == .date)
        call.type("+ in March !")
        #expect(call.entries.last == "answer timing.date 2 “some day after the audit in March”")
    }

    @Test("Bug: an element without questions ended the program when its key was typed")
    func elementWithoutQuestions() {
        var checklist = bant
        checklist.elements.append(Element(id: "metrics", name: "Metrics", questions: []))
        var call = Call()
        call.conversation = Conversation(
            record: call.conversation.record,
            rulebook: Rulebook(checklist: checklist, reasons: reasons, currency: "USD"),
            settings: Settings(), history: LeadHistory())
        call.type("metrics: 40 %", "metrics:")
        #expect(call.entries == ["note “metrics: 40 %”", "note “metrics:”"])
    }
}
