import Qualification
import Testing

@Suite("People as reps name them") struct PersonTests {
    private func shown(_ person: Person) -> String { "\(person.name ?? "")/\(person.role ?? "")" }

    @Test(
        "One person, as name/role",
        arguments: [
            ("Dana, the CFO, signs", "Dana/CFO"), ("Dana Li (CFO)", "Dana Li/CFO"),
            ("CFO Dana Li", "Dana Li/CFO"), ("Dana", "Dana/"), ("dana", "dana/"), ("dana li", "dana li/"),
            ("dana, cfo", "dana/cfo"), ("Dana: CFO", "Dana/CFO"), ("Dana - CFO", "Dana/CFO"),
            ("our head of finance", "/head of finance"), ("the CFO", "/CFO"), ("procurement", "/procurement"),
            ("VP Operations", "/VP Operations"), ("Jane is VP of Operations", "Jane/VP of Operations"),
            ("chief revenue officer Dana", "Dana/chief revenue officer"),
            ("Dana, our managing director", "Dana/managing director"),
            ("Jean-Luc Picard", "Jean-Luc Picard/"),
            ("Dana O'Neil signs", "Dana O'Neil/"), ("Sandra from procurement", "Sandra/procurement"),
            ("Probably Dana", "Dana/"), ("Yes, Dana", "Dana/"), ("a man called Bob", "Bob/"),
            ("Dana approves up to 50k, above that the board", "Dana/"),
        ])
    func person(typed: String, means: String) {
        #expect(PersonReader().read(typed).map(shown) == means)
    }

    @Test(
        "Nobody is named by",
        arguments: [
            "nobody", "a committee", "the board", "I sign", "me", "she does", "they all do", "It depends",
            "depends on the amount", "3 people", "jane@acme.example", "",
        ])
    func nobody(typed: String) {
        #expect(PersonReader().read(typed) == nil)
    }

    @Test("Bug: a pasted list of thousands filled the record with people")
    func aLongListEnds() {
        #expect(PersonReader().readAll(String(repeating: "Dana, Tom; ", count: 3000)).count == 100)
    }

    @Test(
        "Everyone who takes part",
        arguments: [
            ("Dana and Tom", ["Dana/", "Tom/"]), ("Tom & Dana", ["Tom/", "Dana/"]),
            ("Dana Li, CFO; Tom Berg, CTO", ["Dana Li/CFO", "Tom Berg/CTO"]),
            ("Dana, the CFO, and Tom Berg, head of IT", ["Dana/CFO", "Tom Berg/head of IT"]),
            ("legal and procurement", ["/legal", "/procurement"]), ("the board", []),
        ] as [(String, [String])])
    func people(typed: String, means: [String]) {
        #expect(PersonReader().readAll(typed).map(shown) == means)
    }

    // MARK: Bugs that were

    @Test("Bug: “Dana and the CFO” was one person")
    func twoPeopleJoinedByAnd() {
        #expect(PersonReader().readAll("Dana and the CFO").map(shown) == ["Dana/", "/CFO"])
        #expect(
            PersonReader().readAll("Dana (CFO), Tom and legal").map(shown) == ["Dana/CFO", "Tom/", "/legal"])
    }

    @Test("Bug: “Dr. Dana Li” was called Dr", arguments: ["Dr. Dana Li", "Dr Dana Li", "Mrs. Dana Li"])
    func honorific(typed: String) {
        #expect(PersonReader().read(typed).map(shown) == "Dana Li/")
    }

    @Test(
        "Bug: half of a title was taken for the role, or for the name",
        arguments: [
            ("the finance director, Dana Li", "Dana Li/finance director"),
            ("purchasing manager Tom", "Tom/purchasing manager"),
            ("Ola Brandt, transport manager", "Ola Brandt/transport manager"), ("CFO and CEO", "/CFO"),
            ("It's Dana", "Dana/"),
        ])
    func titles(typed: String, means: String) {
        #expect(PersonReader().read(typed).map(shown) == means)
    }

    @Test("Bug: “two signatures” was a person, and “dana signs” was none")
    func lowerCase() {
        #expect(PersonReader().read("two signatures") == nil)
        #expect(PersonReader().read("dana signs").map(shown) == "dana/")
    }
}
